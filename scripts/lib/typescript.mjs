// Lets a plain Node process import this project's TypeScript: erasable or not, with the "@/" alias
// and imports without an extension, as the application's own code writes them.
import { readFileSync, statSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const isFile = (name) => statSync(name, { throwIfNoEntry: false })?.isFile() ?? false

// Node calls its own transpiler experimental on every start; the version is pinned here.
const warn = process.emitWarning
process.emitWarning = (warning, ...rest) => (String(warning).includes('stripTypeScriptTypes') ? undefined : warn.call(process, warning, ...rest))

registerHooks({
  resolve(specifier, context, next) {
    const own = context.parentURL?.startsWith('file:') && !context.parentURL.includes('/node_modules/')
    if (own && (specifier.startsWith('@/') || specifier.startsWith('.'))) {
      const base = specifier.startsWith('@/') ? path.join(ROOT, specifier.slice(2)) : path.resolve(path.dirname(fileURLToPath(context.parentURL)), specifier)
      const found = [base, `${base}.ts`, `${base}.tsx`, path.join(base, 'index.ts')].find(isFile)
      if (found) return next(pathToFileURL(found).href, context)
    }
    return next(specifier, context)
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context)
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'), { mode: 'transform', sourceMap: false })
    return { format: 'module', source, shortCircuit: true }
  },
})
