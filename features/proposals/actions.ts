'use server'
import { redirect } from 'next/navigation'
import { currentActor } from '@/features/accounts/gate'
import type { Actor } from '@/lib/actor'
import { withActor, type Tx } from '@/lib/db'
import { fromDatabase, Refusal } from '@/lib/errors'
import { inLanguage, isLanguage, type Language } from '@/lib/trilingual'
import { confirmInstrument, createProposal, differing, disclose, moveProposal, normalized, saveProposal, type Saved } from './mutations'
import { flatForm, parseDisclose, parseDraft, parseMove, partOf, versionSchema, type FieldError } from './schema'
import type { Flat } from './form-rows'
import { compare, type Choice } from './stale'
import { translators } from './translators'

type Place = { language: Language; id: string }
type Message = { field?: string; message: string }
/** What the editor shows next: the inputs as sent, what is wrong with them, or both versions. */
export type EditState = { round: number; flat: Flat; version: number; errors: Message[]; stale?: { choices: Choice[]; theirs: Flat } }
export type ActState = { round: number; errors: Message[]; values: Record<string, string> }

const languageOf = (value: unknown): Language => (isLanguage(value) ? value : 'en')

/** A sentence for each error, in the reader's language, with the field's own name. */
async function messages(language: Language, errors: readonly FieldError[]): Promise<Message[]> {
  const [te, t, tp] = await translators(language, ['errors', 'editing', 'proposal'])
  const label = (field: string) => {
    const [name, n, ...rest] = field.split('.')
    if (name && ['source', 'holder', 'relation'].includes(name) && n !== undefined) {
      const of = t.has(`row.${name}.${rest[0]}`) ? t(`row.${name}.${rest[0]}`) : ''
      return `${tp(`field.${name}s`)} ${Number(n) + 1}${of ? `, ${of}` : ''}`
    }
    const own = tp.has(`field.${name}`) ? tp(`field.${name}`) : t.has(`field.${name}`) ? t(`field.${name}`) : field
    return n && t.has(`language.${n}`) ? `${own} (${t(`language.${n}`)})` : own
  }
  return errors.map(({ field, code, values }) => {
    const named = { field: label(field), max: 0, value: '', from: '', to: '', ...values }
    const message = te.has(code) ? te(code, named) : t.has(`error.${code}`) ? t(`error.${code}`, named) : te('badValue', named)
    return { message, ...(field ? { field } : {}) }
  })
}

/** A refusal as an error of the form; anything else is the error page's. */
async function refusalOf(error: unknown, language: Language): Promise<Message[]> {
  const known = fromDatabase(error)
  if (!(known instanceof Refusal)) throw known
  if (known.code === 'stale') return messages(language, [{ field: '', code: 'changedMeanwhile' }])
  const values = { ...known.values }
  if (known.code === 'notASuccessor') {
    const states = await withActor(await currentActor(), (tx) => tx.state.findMany({ where: { machine: String(values['machine']) } }))
    for (const side of ['from', 'to'] as const) values[side] = inLanguage(states.find((state) => state.code === values[side])?.label, language)?.text ?? String(values[side])
  }
  return messages(language, [{ field: known.field ?? '', code: known.code, values }])
}

function readFlat(value: FormDataEntryValue | null): Flat {
  try {
    const given: unknown = JSON.parse(typeof value === 'string' ? value : '{}')
    const form = new FormData()
    for (const [name, text] of Object.entries(given ?? {})) if (typeof text === 'string') form.set(name, text)
    return flatForm(form)
  } catch {
    return {}
  }
}

/** The inputs that were sent; after a conflict, the chosen side of each part. */
function sent(form: FormData): Flat {
  if (!form.has('mine')) return flatForm(form)
  const [mine, theirs] = [readFlat(form.get('mine')), readFlat(form.get('theirs'))]
  const fromTheirs = (field: string) => form.get(`pick.${partOf(field)}`) === 'theirs'
  return Object.fromEntries([...Object.entries(mine).filter(([field]) => !fromTheirs(field)), ...Object.entries(theirs).filter(([field]) => fromTheirs(field))])
}

export async function createAction(place: { language: Language }, state: EditState, form: FormData): Promise<EditState> {
  const language = languageOf(place.language)
  const flat = flatForm(form)
  const again = (errors: Message[]): EditState => ({ round: state.round + 1, flat, version: 0, errors })
  const parsed = parseDraft(flat)
  if ('errors' in parsed) return again(await messages(language, parsed.errors))
  const actor = await currentActor()
  let made
  try {
    made = await withActor(actor, (tx) => createProposal(tx, actor, parsed.draft))
  } catch (error) {
    return again(await refusalOf(error, language))
  }
  if ('errors' in made) return again(await messages(language, made.errors))
  redirect(`/${language}/proposals/${made.address}`)
}

export async function saveAction(place: Place, state: EditState, form: FormData): Promise<EditState> {
  const language = languageOf(place.language)
  const flat = sent(form)
  const version = versionSchema.safeParse(form.get('version'))
  const again = (errors: Message[]): EditState => ({ round: state.round + 1, flat, version: version.data ?? state.version, errors })
  if (!version.success) return again(await messages(language, [{ field: '', code: 'changedMeanwhile' }]))
  const parsed = parseDraft(flat)
  if ('errors' in parsed) return again(await messages(language, parsed.errors))
  const actor = await currentActor()
  let saved
  try {
    saved = await withActor(actor, (tx) => saveProposal(tx, actor, place.id, version.data, parsed.draft))
  } catch (error) {
    return again(await refusalOf(error, language))
  }
  if ('errors' in saved) return again(await messages(language, saved.errors))
  if ('stale' in saved) {
    const { theirs } = saved.stale
    const mine = normalized(flat)
    const base = form.has('base') ? readFlat(form.get('base')) : null
    const choices = await compare(language, differing(mine, theirs), { mine, theirs, base })
    return { round: state.round + 1, flat: mine, version: saved.stale.version, errors: await messages(language, [{ field: '', code: 'stale' }]), stale: { choices, theirs } }
  }
  redirect(`/${language}/proposals/${saved.address}`)
}

async function acting(place: Place, state: ActState, form: FormData, errors: FieldError[] | undefined, work: (tx: Tx, actor: Actor) => Promise<Saved>): Promise<ActState> {
  const language = languageOf(place.language)
  const values = Object.fromEntries(['machine', 'to', 'act', 'reason'].map((name) => [name, form.getAll(name).filter((value) => typeof value === 'string').join(',')]))
  if (errors) return { round: state.round + 1, errors: await messages(language, errors), values }
  const actor = await currentActor()
  let saved
  try {
    saved = await withActor(actor, (tx) => work(tx, actor))
  } catch (error) {
    return { round: state.round + 1, errors: await refusalOf(error, language), values }
  }
  redirect(`/${language}/proposals/${saved.address}`)
}

export async function confirmAction(place: Place, state: ActState, form: FormData): Promise<ActState> {
  const version = versionSchema.safeParse(form.get('version'))
  return acting(place, state, form, version.success ? undefined : [{ field: '', code: 'changedMeanwhile' }], (tx, actor) => confirmInstrument(tx, actor, place.id, version.data!))
}

export async function moveAction(place: Place, state: ActState, form: FormData): Promise<ActState> {
  const parsed = parseMove(form)
  return acting(place, state, form, 'errors' in parsed ? parsed.errors : undefined, (tx, actor) => moveProposal(tx, actor, place.id, ('values' in parsed ? parsed.values : undefined)!))
}

export async function discloseAction(place: Place, state: ActState, form: FormData): Promise<ActState> {
  const parsed = parseDisclose(form)
  return acting(place, state, form, 'errors' in parsed ? parsed.errors : undefined, (tx, actor) => disclose(tx, actor, place.id, ('values' in parsed ? parsed.values : undefined)!))
}
