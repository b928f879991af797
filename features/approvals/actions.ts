'use server'
import { getTranslations } from 'next-intl/server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { currentActor } from '@/features/accounts/gate'
import type { Actor } from '@/lib/actor'
import { today } from '@/lib/dates'
import { withActor, type Tx } from '@/lib/db'
import { fromDatabase, Refusal } from '@/lib/errors'
import { isLanguage, type Language } from '@/lib/trilingual'
import type { FormState } from './components/form-state'
import { addRecord, moveTrack, withdrawRecord } from './mutations'
import { complaints, LONGEST, moveSchema, recordSchema, withdrawSchema, type FieldError } from './schema'

/** Where a form stands: the language, the record's address and the track. Bound by the page, checked again here. */
type Place = { language: Language; id: string; party: string; trackId: string }
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const written = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Errors in the reader's language, naming the field; what was entered is kept. */
async function refused(place: Place, state: FormState, form: FormData, errors: (FieldError & { values?: Record<string, string | number> })[]): Promise<FormState> {
  const [te, t] = [await getTranslations({ locale: place.language, namespace: 'errors' }), await getTranslations({ locale: place.language, namespace: 'approvals' })]
  const label = (field: string) => (t.has(`field.${field}`) ? t(`field.${field}`) : field)
  const values = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' && !name.startsWith('$') ? [[name, value.slice(0, 10_000)]] : [])))
  return { round: state.round + 1, values, errors: errors.map(({ field, code, values: more }) => ({ field, message: te.has(code) ? te(code, { field: label(field), max: LONGEST, from: '', to: '', value: '', ...more }) : te('failedText') })) }
}

async function handle<S extends z.ZodType>(place: Place, state: FormState, form: FormData, schema: S, input: object, done: string, work: (tx: Tx, actor: Actor, input: z.output<S>) => Promise<void>): Promise<FormState> {
  if (!isLanguage(place.language) || !UUID.test(place.trackId)) throw new Refusal('notFound', 404)
  const parsed = schema.safeParse(input)
  if (!parsed.success) return refused(place, state, form, complaints(parsed.error))
  const actor = await currentActor()
  try {
    await withActor(actor, (tx) => work(tx, actor, parsed.data))
  } catch (error) {
    const known = fromDatabase(error)
    if (!(known instanceof Refusal)) throw known
    // The page beside the form shows what stands now.
    revalidatePath(`/${place.language}/proposals/${place.id}/tracks/${place.party}`)
    return refused(place, state, form, [{ field: known.field ?? '', code: actor.userId === null ? 'signInFirst' : known.code, ...(known.values ? { values: known.values } : {}) }])
  }
  redirect(`/${place.language}/proposals/${encodeURIComponent(place.id)}/tracks/${encodeURIComponent(place.party)}?done=${done}`)
}

export async function recordAction(place: Place, state: FormState, form: FormData): Promise<FormState> {
  const input = { step: written(form, 'step'), what: written(form, 'what'), on: written(form, 'on'), evidenceKind: written(form, 'evidenceKind'), evidence: written(form, 'evidence'), note: written(form, 'note'), internal: form.get('internal') !== null }
  return handle(place, state, form, recordSchema, input, 'recorded', (tx, actor, record) => addRecord(tx, actor, place.trackId, record))
}

export async function withdrawAction(place: Place, state: FormState, form: FormData): Promise<FormState> {
  return handle(place, state, form, withdrawSchema, { record: written(form, 'record'), reason: written(form, 'reason') }, 'withdrawn', (tx, actor, input) => withdrawRecord(tx, actor, place.trackId, { ...input, on: today() }))
}

export async function moveAction(place: Place, state: FormState, form: FormData): Promise<FormState> {
  return handle(place, state, form, moveSchema, { to: written(form, 'to'), version: written(form, 'version'), reason: written(form, 'reason') }, 'moved', (tx, actor, input) => moveTrack(tx, actor, place.trackId, input))
}
