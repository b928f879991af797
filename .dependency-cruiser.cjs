// One way: app -> features -> components, lib. A feature meets another through its doors only.
// TypeScript 7 has no API for tools yet, so the files are read by swc.
const DOORS = '^features/[^/]+/((data|rules|schema|ability|gate)\\.tsx?$|components/)'

module.exports = {
  forbidden: [
    { name: 'nothing-imports-app', severity: 'error', from: { path: '^(features|components|lib)/' }, to: { path: '^app/' } },
    { name: 'lib-stands-alone', severity: 'error', from: { path: '^lib/' }, to: { path: '^(features|components)/' } },
    { name: 'components-know-no-feature', severity: 'error', from: { path: '^components/' }, to: { path: '^features/' } },
    {
      name: 'features-meet-at-their-doors',
      comment: 'Of another feature: data, rules, schema, ability, gate, components/. And history/mutations, by which every write records its event.',
      severity: 'error',
      from: { path: '^features/([^/]+)/' },
      to: { path: '^features/', pathNot: ['^features/$1/', DOORS, '^features/history/mutations\\.ts$'] },
    },
    { name: 'product-imports-no-test', severity: 'error', from: { path: '^(app|components|features|lib)/|^proxy', pathNot: '\\.test\\.tsx?$' }, to: { path: '\\.test\\.tsx?$|^e2e/|^bench/|^scripts/' } },
    { name: 'no-cycles', severity: 'error', from: { path: '^(app|components|features|lib)/' }, to: { circular: true } },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-development-package', severity: 'error', from: { path: '^(app|components|features|lib)/', pathNot: '\\.test\\.tsx?$' }, to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' } },
  ],
  options: { parser: 'swc', enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' }, exclude: { path: '^lib/generated/' } },
}
