// Every message in every language, with the same placeholders: a page never shows a key, nor a hole.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../messages/', import.meta.url))
const LANGUAGES = ['en', 'fr', 'es']

/** All strings of a file by their dotted key. */
export function flatten(value, prefix = '') {
  if (typeof value === 'string') return { [prefix]: value }
  return Object.assign({}, ...Object.entries(value ?? {}).map(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key)))
}

/** The names an ICU message asks for: arguments `{name}` and tags `<name>`, at any depth. Throws on unbalanced braces. */
export function argumentsOf(message) {
  const names = new Set()
  // 'quoted {braces}' are text; '' is an apostrophe.
  const text = message.replaceAll("''", '').replace(/'[{}<>][^']*'/g, '')
  const read = (at, inside) => {
    for (let i = at; i < text.length; i++) {
      if (text[i] === '}') {
        if (inside) return i
        throw new Error('a } without its {')
      }
      if (text[i] === '{') i = argument(i + 1)
    }
    if (inside) throw new Error('a { without its }')
    return text.length
  }
  const argument = (at) => {
    const head = /^\s*([\w.]+)\s*/.exec(text.slice(at))
    if (!head) throw new Error(`no name after {`)
    names.add(head[1])
    let i = at + head[0].length
    if (text[i] === '}') return i
    const kind = /^,\s*(\w+)\s*/.exec(text.slice(i))
    if (!kind) throw new Error(`{${head[1]}: neither } nor , follows`)
    i += kind[0].length
    if (!['plural', 'select', 'selectordinal'].includes(kind[1])) {
      const close = text.indexOf('}', i)
      if (close < 0) throw new Error('a { without its }')
      return close
    }
    while (i < text.length && text[i] !== '}') {
      if (text[i] === '{') i = read(i + 1, true)
      i++
    }
    if (i >= text.length) throw new Error('a { without its }')
    return i
  }
  read(0, false)
  for (const [, name] of text.matchAll(/<(\w+)>/g)) names.add(`<${name}>`)
  return [...names].sort()
}

/** Every fault between the languages: [{file, key, fault}]. `files` is {en: {file: content}, ...}. */
export function faultsOf(files) {
  const faults = []
  for (const file of new Set(LANGUAGES.flatMap((language) => Object.keys(files[language] ?? {})))) {
    const flat = Object.fromEntries(LANGUAGES.map((language) => [language, flatten(files[language]?.[file] ?? {})]))
    for (const key of new Set(LANGUAGES.flatMap((language) => Object.keys(flat[language])))) {
      const wanted = {}
      for (const language of LANGUAGES) {
        const message = flat[language][key]
        if (message === undefined || message.trim() === '') {
          faults.push({ file, key, fault: `missing in ${language}` })
          continue
        }
        try {
          wanted[language] = argumentsOf(message).join(', ')
        } catch (error) {
          faults.push({ file, key, fault: `not a message in ${language}: ${error.message}` })
        }
      }
      const [first, ...others] = Object.entries(wanted)
      for (const [language, names] of others) if (names !== first[1]) faults.push({ file, key, fault: `${first[0]} asks for [${first[1]}], ${language} for [${names}]` })
    }
  }
  return faults
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = Object.fromEntries(LANGUAGES.map((language) => [language,
    Object.fromEntries(readdirSync(FOLDER + language).filter((name) => name.endsWith('.json')).map((name) => [name, JSON.parse(readFileSync(`${FOLDER}${language}/${name}`, 'utf8'))]))]))
  const faults = faultsOf(files)
  for (const { file, key, fault } of faults) process.stdout.write(`${file}: ${key}: ${fault}\n`)
  process.stdout.write(`messages: ${Object.keys(files.en).length} files in ${LANGUAGES.length} languages, ${faults.length} faults\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
