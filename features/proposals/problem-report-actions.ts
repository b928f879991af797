'use server'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { currentActor } from '@/features/accounts/gate'
import { withActor } from '@/lib/db'
import { fromDatabase, Refusal } from '@/lib/errors'
import { isLanguage, type Language } from '@/lib/trilingual'
import { reportProblem } from './problem-report-mutations'
import { LONGEST_REPORT, reportSchema } from './problem-report-schema'

export type ReportState = { round: number; values: Record<string, string>; errors: { field: string; message: string }[] }

export async function reportAction(place: { language: Language; id: string }, state: ReportState, form: FormData): Promise<ReportState> {
  if (!isLanguage(place.language)) throw new Refusal('notFound', 404)
  const values = Object.fromEntries(['field', 'body', 'contact'].map((name) => [name, typeof form.get(name) === 'string' ? String(form.get(name)) : '']))
  const te = await getTranslations({ locale: place.language, namespace: 'errors' })
  const t = await getTranslations({ locale: place.language, namespace: 'proposal' })
  const refuse = (errors: { field: string; code: string }[]): ReportState => ({
    round: state.round + 1, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.slice(0, LONGEST_REPORT * 2)])),
    errors: errors.map(({ field, code }) => ({ field, message: te(code, { field: field ? t(`report.${field}`) : '', max: field === 'contact' ? 200 : LONGEST_REPORT, from: '', to: '', value: '' }) })),
  })
  const parsed = reportSchema.safeParse(values)
  if (!parsed.success) {
    const first = new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]).reverse() as [string, string][])
    return refuse([...first].reverse().map(([field, code]) => ({ field, code })))
  }
  const actor = await currentActor()
  try {
    await withActor(actor, (tx) => reportProblem(tx, actor, place.id, place.language, parsed.data))
  } catch (error) {
    const known = fromDatabase(error)
    if (!(known instanceof Refusal)) throw known
    return refuse([{ field: '', code: known.code }])
  }
  redirect(`/${place.language}/proposals/${encodeURIComponent(place.id)}/report-problem?sent=1`)
}
