import { z } from 'zod'
import { isCalendarDate } from '@/lib/dates'

/** Longest text of an evidence or a note, in characters. */
export const LONGEST = 2000

/** Text without control characters other than line breaks: NUL and broken surrogates are not text. */
const text = (max: number) => z.string().trim().max(max, 'tooLong').refine((value) => value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), 'badEncoding')

/** One record on a step. The message of an issue is a code of messages errors. */
export const recordSchema = z.object({
  step: text(100).min(1, 'required'),
  what: z.enum(['done', 'planned'], 'badValue'),
  on: z.string().trim().min(1, 'required').refine((value) => value === '' || isCalendarDate(value), 'badDate'),
  evidenceKind: z.union([z.literal(''), z.enum(['link', 'citation', 'file'])], 'badValue').transform((value) => value || null),
  evidence: text(LONGEST).transform((value) => value || null),
  note: text(LONGEST).transform((value) => value || null),
  internal: z.boolean(),
}).superRefine((record, context) => {
  const needs = (path: string) => context.addIssue({ code: 'custom', path: [path], message: 'required' })
  if (record.what === 'done' || record.evidence !== null || record.evidenceKind !== null) {
    if (record.evidenceKind === null) needs('evidenceKind')
    if (record.evidence === null) needs('evidence')
  }
  // Only addresses that a reader can follow, and none that runs a script.
  if (record.evidenceKind === 'link' && record.evidence !== null && !/^https?:\/\/[^\s]+$/i.test(record.evidence)) context.addIssue({ code: 'custom', path: ['evidence'], message: 'badValue' })
})
export type RecordInput = z.output<typeof recordSchema>

export const withdrawSchema = z.object({ record: z.uuid('badValue'), reason: text(LONGEST).min(1, 'required') })
export const moveSchema = z.object({ to: z.string().min(1, 'required').max(100, 'badValue'), version: z.coerce.number('badValue').int('badValue').min(1, 'badValue').max(2147483646, 'badValue'), reason: text(LONGEST).min(1, 'required') })

export type FieldError = { field: string; code: string }

/** The first complaint of each field. */
export function complaints(error: z.ZodError): FieldError[] {
  const found = new Map<string, string>()
  for (const { path, message } of error.issues) if (!found.has(String(path[0] ?? ''))) found.set(String(path[0] ?? ''), message)
  return [...found].map(([field, code]) => ({ field, code }))
}
