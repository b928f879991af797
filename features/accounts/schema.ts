import { z } from 'zod'
import { LANGUAGES } from '@/lib/trilingual'
import { PARTY_ROLES } from '@/lib/actor'
import { normalEmail, PARTYLESS_ROLES } from './rules'

/** Control characters, halves of surrogate pairs, and what a decoder puts for malformed UTF-8. */
const NOT_TEXT = /[\u0000-\u001f\u007f\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Issues carry codes of messages/<language>/accounts.json, `errors`. */
const words = (max: number) => z.string('required').max(max, 'tooLong').refine((value) => !NOT_TEXT.test(value), 'badEncoding')

const email = words(254).transform(normalEmail).pipe(z.string().min(1, 'required').regex(/^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\.]+$/, 'badEmail'))
const name = words(120).transform((value) => value.normalize('NFC').trim()).pipe(z.string().min(1, 'required'))
const password = z.string('required').min(12, 'shortPassword').max(200, 'tooLong').refine((value) => !NOT_TEXT.test(value), 'badEncoding')
const token = z.string('badLink').regex(/^[\w-]{43}$/, 'badLink')
const language = z.enum(LANGUAGES, 'badValue')
const id = z.uuid('badValue')

export const signInForm = z.object({ email: words(254).pipe(z.string().min(1, 'required')), password: z.string('required').min(1, 'required').max(200, 'tooLong') })
export const registerForm = z.object({ name, email, language })
export const forgottenForm = z.object({ email })
export const passwordForm = z.object({ token, password })
export const invitationForm = z.object({ token, name, password, language })
export const redeemForm = z.object({ token })
export const ownForm = z.object({ name, language })
export const changePasswordForm = z.object({ current: z.string('required').min(1, 'required').max(200, 'tooLong'), password })
export const inviteForm = z.object({ email, role: z.enum(PARTY_ROLES, 'badValue') })
export const idForm = z.object({ id })
export const memberRoleForm = z.object({ id, role: z.enum(PARTY_ROLES, 'badValue') })
export const accountRoleForm = z.object({ id, role: z.enum(PARTYLESS_ROLES, 'badValue') })

/** One thing wrong with a form: the field, and the code of what is wrong. */
export type FieldError = { field?: string; code: string }

/** The values of a form, or what is wrong with it, field by field (the first of each). */
export function parseForm<T>(schema: z.ZodType<T>, form: FormData): { values: T } | { errors: FieldError[] } {
  const given = Object.fromEntries([...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  const parsed = schema.safeParse(given)
  if (parsed.success) return { values: parsed.data }
  const errors = new Map<string, FieldError>()
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!errors.has(field)) errors.set(field, { ...(field ? { field } : {}), code: issue.message })
  }
  return { errors: [...errors.values()] }
}
