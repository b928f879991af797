'use server'
import { encode } from 'next-auth/jwt'
import { getTranslations } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import type { z } from 'zod'
import { baseUrl } from '@/lib/env'
import { fromDatabase, Refusal } from '@/lib/errors'
import { isLanguage, type Language } from '@/lib/trilingual'
import { ADDRESS_HEADER } from './client-address'
import type { FormState } from './form'
import { currentActor, currentSession } from './gate'
import { deliverWaiting } from './mailer'
import {
  askForNewPassword, changeAccountRole, changeMemberRole, changeOwn, changePassword, confirmMember, endOwnSession, invite,
  redeem, refuseMember, register, registerByInvitation, removeMember, setAccountDisabled, setPasswordByLink,
} from './mutations'
import { throughNextAuth } from './next-auth'
import { oidcSettings } from './oidc'
import { cookieOptions, linkingCookieName, OIDC } from './options'
import { safeNext } from './rules'
import {
  accountRoleForm, changePasswordForm, forgottenForm, idForm, inviteForm, invitationForm, memberRoleForm, ownForm, parseForm, passwordForm,
  redeemForm, registerForm, signInForm, type FieldError,
} from './schema'
import { authSecret } from './session'

function pageLanguage(form: FormData): Language {
  const given = form.get('ui')
  return isLanguage(given) ? given : 'en'
}

async function address(): Promise<string> {
  return (await headers()).get(ADDRESS_HEADER) ?? 'unknown'
}

/** Field names whose label is not their own. */
const LABELS: Record<string, string> = { current: 'currentPassword' }
const SECRET = new Set(['password', 'current', 'token'])

async function refused(form: FormData, errors: FieldError[]): Promise<FormState> {
  const t = await getTranslations({ locale: pageLanguage(form), namespace: 'accounts' })
  const provider = oidcSettings()?.name ?? ''
  const values = Object.fromEntries([...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !SECRET.has(entry[0]) && !entry[0].startsWith('$')))
  return {
    values,
    errors: errors.map(({ field, code }) => {
      const label = field ? LABELS[field] ?? field : ''
      const shown = field !== undefined && field !== 'token' && t.has(`fields.${label}`)
      return { ...(shown ? { field } : {}), message: t.has(`errors.${code}`) ? t(`errors.${code}`, { field: shown ? t(`fields.${label}`) : '', provider }) : t('errors.badLink') }
    }),
  }
}

/** Parses, does the work, and turns refusals into messages at their fields; anything else is an error page. */
async function answering<T>(schema: z.ZodType<T>, form: FormData, work: (values: T) => Promise<FormState | FieldError | null>): Promise<FormState> {
  const parsed = parseForm(schema, form)
  if ('errors' in parsed) return refused(form, parsed.errors)
  try {
    const answer = await work(parsed.values)
    if (answer === null) return { errors: [], values: {} }
    return 'code' in answer ? await refused(form, [answer]) : answer
  } catch (error) {
    const refusal = fromDatabase(error)
    if (refusal instanceof Refusal) return refused(form, [{ code: refusal.code, ...(refusal.field ? { field: refusal.field } : {}) }])
    throw error
  }
}

async function done(form: FormData, key: string, values: Record<string, string> = {}, link?: string): Promise<FormState> {
  const t = await getTranslations({ locale: pageLanguage(form), namespace: 'accounts' })
  return { errors: [], values: {}, done: t(key, values), ...(link ? { link } : {}) }
}

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  let entered = false
  const state = await answering(signInForm, form, async (values) => {
    const to = await throughNextAuth(['callback', 'credentials'], { ...values, callbackUrl: '/' })
    const error = new URL(to, baseUrl()).searchParams.get('error')
    if (error) return { code: error === 'throttled' ? 'throttled' : 'wrong' }
    entered = true
    return null
  })
  if (entered) redirect(safeNext(form.get('next'), pageLanguage(form)))
  return state
}

/** Off to the OpenID Connect provider; back to `next`. */
export async function signInByOidcAction(form: FormData): Promise<void> {
  const language = pageLanguage(form)
  ;(await cookies()).delete(linkingCookieName())
  redirect(await throughNextAuth(['signin', OIDC], { callbackUrl: `${baseUrl()}${safeNext(form.get('next'), language)}` }))
}

/** Off to the provider to link its identity to the account that is signed in now. */
export async function linkOidcAction(form: FormData): Promise<void> {
  const language = pageLanguage(form)
  const signed = await currentSession()
  if (!signed) redirect(`/${language}/sign-in?next=${encodeURIComponent(`/${language}/account`)}`)
  const asked = await encode({ token: { sid: signed.sessionId }, secret: authSecret(), salt: 'linking', maxAge: 600 })
  ;(await cookies()).set(linkingCookieName(), asked, { ...cookieOptions(), maxAge: 600 })
  redirect(await throughNextAuth(['signin', OIDC], { callbackUrl: `${baseUrl()}/${language}/account` }))
}

export async function signOutAction(form: FormData): Promise<void> {
  await throughNextAuth(['signout'], { callbackUrl: '/' })
  redirect(`/${pageLanguage(form)}/sign-in?done=ended`)
}

export async function registerAction(_: FormState, form: FormData): Promise<FormState> {
  return answering(registerForm, form, async (values) => {
    if ((await register({ ...values, address: await address() })) === 'throttled') return { code: 'throttledLetters' }
    after(deliverWaiting)
    return done(form, 'register.done', { email: values.email })
  })
}

export async function forgottenAction(_: FormState, form: FormData): Promise<FormState> {
  return answering(forgottenForm, form, async (values) => {
    if ((await askForNewPassword({ ...values, address: await address() })) === 'throttled') return { code: 'throttledLetters' }
    after(deliverWaiting)
    return done(form, 'forgotten.done')
  })
}

export async function setPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  let set = false
  const state = await answering(passwordForm, form, async (values) => {
    await setPasswordByLink(values)
    set = true
    return null
  })
  if (set) redirect(`/${pageLanguage(form)}/sign-in?done=passwordSet`)
  return state
}

// The invitation's page has nothing more to show once it is used: both lead on to another.

export async function registerByInvitationAction(_: FormState, form: FormData): Promise<FormState> {
  let made = false
  const state = await answering(invitationForm, form, async (values) => {
    await registerByInvitation(values)
    after(deliverWaiting)
    made = true
    return null
  })
  if (made) redirect(`/${pageLanguage(form)}/sign-in?done=created`)
  return state
}

export async function redeemAction(_: FormState, form: FormData): Promise<FormState> {
  let outcome: 'waits' | 'lead' | null = null
  const state = await answering(redeemForm, form, async ({ token }) => {
    outcome = await redeem(await currentActor(), token)
    after(deliverWaiting)
    return null
  })
  if (outcome) redirect(`/${pageLanguage(form)}/account?done=${outcome === 'lead' ? 'lead' : 'redeemed'}`)
  return state
}

export async function changeOwnAction(_: FormState, form: FormData): Promise<FormState> {
  return answering(ownForm, form, async (values) => {
    await changeOwn(await currentActor(), values)
    return { ...(await done(form, 'account.done.saved')), values }
  })
}

export async function changePasswordAction(_: FormState, form: FormData): Promise<FormState> {
  return answering(changePasswordForm, form, async (values) => {
    const signed = await currentSession()
    if (!signed) return { code: 'signInFirst' }
    const answer = await changePassword(await currentActor(), signed.sessionId, { ...values, address: await address() })
    return answer === 'throttled' ? { code: 'throttled' } : done(form, 'account.done.password')
  })
}

export async function inviteAction(_: FormState, form: FormData): Promise<FormState> {
  return answering(inviteForm, form, async (values) => {
    const token = await invite(await currentActor(), values)
    return done(form, 'members.linkReady', { email: values.email }, `${baseUrl()}/${pageLanguage(form)}/invitation?token=${token}`)
  })
}

/** A button in a row: the work, then back to the page with what came of it. */
async function inRow<T>(form: FormData, page: string, schema: z.ZodType<T>, doneAs: string, work: (values: T) => Promise<void>): Promise<void> {
  const parsed = parseForm(schema, form)
  let outcome = 'errors' in parsed ? 'error=badValue' : `done=${doneAs}`
  if ('values' in parsed) {
    try {
      await work(parsed.values)
      after(deliverWaiting)
    } catch (error) {
      const refusal = fromDatabase(error)
      if (!(refusal instanceof Refusal)) throw error
      outcome = `error=${refusal.code}`
    }
  }
  redirect(`/${pageLanguage(form)}/${page}?${outcome}`)
}

export async function confirmMemberAction(form: FormData): Promise<void> {
  await inRow(form, 'members', idForm, 'confirmed', async ({ id }) => confirmMember(await currentActor(), id))
}
export async function refuseMemberAction(form: FormData): Promise<void> {
  await inRow(form, 'members', idForm, 'refused', async ({ id }) => refuseMember(await currentActor(), id))
}
export async function removeMemberAction(form: FormData): Promise<void> {
  await inRow(form, 'members', idForm, 'removed', async ({ id }) => removeMember(await currentActor(), id))
}
export async function memberRoleAction(form: FormData): Promise<void> {
  await inRow(form, 'members', memberRoleForm, 'role', async ({ id, role }) => changeMemberRole(await currentActor(), id, role))
}
export async function accountRoleAction(form: FormData): Promise<void> {
  await inRow(form, 'admin', accountRoleForm, 'role', async ({ id, role }) => changeAccountRole(await currentActor(), id, role))
}
export async function disableAccountAction(form: FormData): Promise<void> {
  await inRow(form, 'admin', idForm, 'disabled', async ({ id }) => setAccountDisabled(await currentActor(), id, true))
}
export async function enableAccountAction(form: FormData): Promise<void> {
  await inRow(form, 'admin', idForm, 'enabled', async ({ id }) => setAccountDisabled(await currentActor(), id, false))
}
export async function endSessionAction(form: FormData): Promise<void> {
  await inRow(form, 'account', idForm, 'session', async ({ id }) => endOwnSession(await currentActor(), id))
}
