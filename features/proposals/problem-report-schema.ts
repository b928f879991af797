import { z } from 'zod'

/** Longest report, in characters. */
export const LONGEST_REPORT = 4000
/** The fields a problem can be about: names of what the page shows. */
export const REPORT_FIELDS = ['title', 'summary', 'instrument', 'chapters', 'provisions', 'parties', 'procedures', 'proponent', 'sources', 'relations', 'states', 'other'] as const

const text = (max: number) => z.string().trim().max(max, 'tooLong').refine((value) => value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), 'badEncoding')

export const reportSchema = z.object({
  field: z.union([z.literal(''), z.enum(REPORT_FIELDS)], 'badValue').transform((value) => value || null),
  body: text(LONGEST_REPORT).min(1, 'required'),
  contact: text(200).transform((value) => value || null),
})
export type ReportInput = z.output<typeof reportSchema>
