import { describe, expect, test } from 'vitest'
import { addressOf } from './client-address'
import { deviceOf, invitationState, normalEmail, safeNext, windowOf } from './rules'
import { inviteForm, parseForm, passwordForm, registerForm } from './schema'

describe('where to go after signing in', () => {
  test.each([
    ['/fr/proposals?chapter=19', '/fr/proposals?chapter=19'],
    ['/es', '/es'],
    ['/en?x=1', '/en?x=1'],
    ['https://elsewhere.example/en', '/en'],
    ['//elsewhere.example', '/en'],
    ['/en//elsewhere.example', '/en'],
    ['/\\elsewhere.example', '/en'],
    ['/en/\\elsewhere.example', '/en'],
    ['/api/auth/signout', '/en'],
    ['/english', '/en'],
    [`/en/${'x'.repeat(3000)}`, '/en'],
    [undefined, '/en'],
  ])('%s', (given, leads) => expect(safeNext(given, 'en')).toBe(leads))
})

describe('the address an attempt counts under', () => {
  test.each([
    ['10.0.0.7', undefined, false, '10.0.0.7'],
    ['10.0.0.7', '1.2.3.4', false, '10.0.0.7'],
    ['10.0.0.7', '9.9.9.9, 1.2.3.4', true, '1.2.3.4'],
    ['10.0.0.7', undefined, true, '10.0.0.7'],
    ['::ffff:10.0.0.7', undefined, false, '10.0.0.7'],
    ['2001:db8:1:2:3:4:5:6', undefined, false, '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', undefined, false, '2001:db8:1:2::/64'],
    ['::1', undefined, false, '0:0:0:0::/64'],
    [undefined, undefined, false, 'unknown'],
  ])('%s, forwarded %s, proxy trusted %s', (remote, forwarded, trust, key) => expect(addressOf(remote, forwarded, trust)).toBe(key))
})

test('an invitation is what happened to it last', () => {
  const at = new Date('2026-11-24T12:00:00Z')
  const of = { expiresAt: new Date('2026-11-25T00:00:00Z'), redeemedAt: null, confirmedAt: null, refusedAt: null }
  expect(invitationState(of, at)).toBe('open')
  expect(invitationState({ ...of, expiresAt: at }, at)).toBe('expired')
  expect(invitationState({ ...of, expiresAt: at, redeemedAt: at }, at)).toBe('redeemed')
  expect(invitationState({ ...of, redeemedAt: at, confirmedAt: at }, at)).toBe('confirmed')
  expect(invitationState({ ...of, redeemedAt: at, refusedAt: at }, at)).toBe('refused')
})

test('a throttle window begins on the clock', () => {
  expect(windowOf('account', new Date('2026-11-24T12:14:59Z')).toISOString()).toBe('2026-11-24T12:00:00.000Z')
  expect(windowOf('account', new Date('2026-11-24T12:15:00Z')).toISOString()).toBe('2026-11-24T12:15:00.000Z')
})

describe('forms name the field that is wrong', () => {
  const form = (values: Record<string, string>): FormData => {
    const data = new FormData()
    for (const [name, value] of Object.entries(values)) data.set(name, value)
    return data
  }
  test.each([
    [{ name: '', email: 'a@b.example', language: 'en' }, [{ field: 'name', code: 'required' }]],
    [{ name: 'A', email: 'not an address', language: 'en' }, [{ field: 'email', code: 'badEmail' }]],
    [{ name: 'A', email: 'a@b.example', language: 'de' }, [{ field: 'language', code: 'badValue' }]],
    [{ name: 'A\u0000', email: 'a@b.example', language: 'en' }, [{ field: 'name', code: 'badEncoding' }]],
    [{ name: 'A\ufffd', email: 'a@b.example', language: 'en' }, [{ field: 'name', code: 'badEncoding' }]],
    [{ name: 'x'.repeat(10_000_000), email: 'a@b.example', language: 'en' }, [{ field: 'name', code: 'tooLong' }]],
  ])('register %#', (values, errors) => expect(parseForm(registerForm, form(values))).toEqual({ errors }))

  test('a Party cannot be chosen in an invitation, nor a role outside it', () => {
    expect(parseForm(inviteForm, form({ email: 'A@B.example ', role: 'lead', party: 'CA' }))).toEqual({ values: { email: 'a@b.example', role: 'lead' } })
    expect(parseForm(inviteForm, form({ email: 'a@b.example', role: 'administrator' }))).toEqual({ errors: [{ field: 'role', code: 'badValue' }] })
  })
  test('markup is text like any other', () => {
    expect(parseForm(registerForm, form({ name: '<script>alert(1)</script>', email: 'a@b.example', language: 'en' }))).toMatchObject({ values: { name: '<script>alert(1)</script>' } })
  })
  test('a short password, a damaged link', () => {
    expect(parseForm(passwordForm, form({ token: '../x', password: 'short' }))).toEqual({ errors: [{ field: 'token', code: 'badLink' }, { field: 'password', code: 'shortPassword' }] })
  })
})

test('addresses are compared without case and surrounding space', () => {
  expect(normalEmail('  Ana.Pérez@Example.ORG ')).toBe('ana.pérez@example.org')
})

test('a browser is named as its person would', () => {
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0')).toBe('Edge, Windows')
  expect(deviceOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15')).toBe('Safari, macOS')
  expect(deviceOf('curl/8.9')).toBe('curl/8.9')
})
