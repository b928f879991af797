import { expect, test } from 'vitest'
import { argumentsOf, faultsOf } from './check-messages.mjs'

test('arguments of an ICU message, at any depth, and its tags', () => {
  expect(argumentsOf('{count, plural, one {# day of {total}} other {# days}} for <b>{name}</b>')).toEqual(['<b>', 'count', 'name', 'total'])
  expect(argumentsOf("l''accord '{literal}' {when, date, long}")).toEqual(['when'])
  expect(() => argumentsOf('{n, plural, one {day}')).toThrow(/without its \}/)
})

test('a missing key, an empty one and another argument are faults, each named', () => {
  const faults = faultsOf({ en: { 'a.json': { x: { y: '{n} rows', z: 'yes' } } }, fr: { 'a.json': { x: { y: '{m} lignes' } } }, es: { 'a.json': { x: { y: '{n} filas', z: ' ' } } } })
  expect(faults).toEqual([
    { file: 'a.json', key: 'x.y', fault: 'en asks for [n], fr for [m]' },
    { file: 'a.json', key: 'x.z', fault: 'missing in fr' },
    { file: 'a.json', key: 'x.z', fault: 'missing in es' },
  ])
})
