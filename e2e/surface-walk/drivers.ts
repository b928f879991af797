// How the walk reaches each route. A route without parameters other than the language drives
// itself; every other one needs an entry here, and the walk fails until it has one.
import { readFileSync } from 'node:fs'
import { type PlantedIds, SEARCHED } from './secrets.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

/** What may stand for a parameter in a route, besides [locale]: the addresses that would show most if they leaked. */
const PARAMETERS: Record<string, (route: string, ids: PlantedIds) => string[]> = {
  '[id]': (route, ids) => (/proposals/.test(route) ? proposals(ids) : [UNKNOWN]),
  '[number]': (route, ids) => (/proposals/.test(route) ? proposals(ids) : ['1', '19', '24', '34', '35']),
  '[ref]': (_, ids) => proposals(ids),
  '[key]': (_, ids) => proposals(ids),
  '[proposal]': (_, ids) => proposals(ids),
  '[chapter]': () => ['1', '19', '24', '34', '35'],
  '[article]': () => ['19.1', '24.1', '34.7', '99.9'],
  '[provision]': () => ['19.1', '24.1', '34.7', '99.9'],
  '[party]': () => ['US', 'CA', 'MX'],
  '[...rest]': () => ['no/such/page'],
  '[...nextauth]': () => ['session', 'csrf', 'providers', 'signout'],
}

function proposals(ids: PlantedIds): string[] {
  return [...ids.proposals, ids.publicId, 'R-001', 'R-061', UNKNOWN]
}

/** Questions put to routes that answer some; unknown parameters are the route's to refuse. */
const QUESTIONS: Record<string, string[]> = {
  '/[locale]/proposals': ['q=' + SEARCHED, 'q=' + SEARCHED.slice(0, 9), 'chapter=19', 'pillar=institutional', 'instrument=side_letter', 'sort=due', 'sort=number', 'sort=proposed', 'party=US', 'proponent=party'],
  '/api/v1/proposals': ['q=' + SEARCHED, 'chapter=19', 'pillar=institutional', 'sort=due', 'sort=number'],
}

/** The routes of the build: every page and route handler, as Next names them. */
export function routesOfBuild(folder: string): string[] {
  const manifest: unknown = JSON.parse(readFileSync(`${folder}/app-path-routes-manifest.json`, 'utf8'))
  if (typeof manifest !== 'object' || manifest === null) throw new Error(`no routes in ${folder}: build first`)
  return [...new Set(Object.values(manifest).map(String))].filter((route) => route !== '/_global-error').sort()
}

/** The routes that the walk cannot drive, because a parameter has no entry in PARAMETERS. */
export function undriven(routes: string[]): string[] {
  return routes.filter((route) => parametersOf(route).some((parameter) => !(parameter in PARAMETERS)))
}

/** The addresses to ask a route at, in a language. */
export function addresses(route: string, language: string, ids: PlantedIds): string[] {
  let paths = [route === '/_not-found' ? `/${language}/no-such-page` : route.replace('[locale]', language)]
  for (const parameter of parametersOf(route)) {
    const values = PARAMETERS[parameter]?.(route, ids) ?? []
    paths = paths.flatMap((path) => values.map((value) => path.replace(parameter, value)))
  }
  const asked = (QUESTIONS[route] ?? [`q=${SEARCHED}`]).map((question) => `${paths[0]}?${question}`)
  return [...paths, ...asked]
}

function parametersOf(route: string): string[] {
  return (route.match(/\[\[?[^\]]+\]\]?/g) ?? []).filter((parameter) => parameter !== '[locale]')
}
