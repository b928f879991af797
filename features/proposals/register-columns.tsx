import { constructTable, createColumnHelper, tableFeatures } from '@tanstack/table-core'
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings'
import { PartyMarks } from '@/components/party-mark'
import { StateMark } from '@/components/state-mark'
import { Text } from '@/components/text'
import { toCalendarDate } from '@/lib/dates'
import type { Party } from '@/lib/parties'
import { inLanguage, type Language } from '@/lib/trilingual'
import type { RegisterRow } from './data'
import type { Sort } from './filters'
import { registerNumber } from './rules'

/** All words a cell needs, read once a page and not once a cell. */
export type RegisterWords = {
  language: Language; asOf: string
  parties: Record<Party, string>; only: Record<Language, string>; instrument: Record<string, string>; pillar: Record<string, string>; proponentType: Record<string, string>
  disclosure: Record<string, string>; state: Record<string, string>
  columns: { number: string; proposal: string; chapters: string; instrument: string; pillar: string; binds: string; state: string; due: string }
  noNumber: string; positionUnverified: string; withdrawn: string; late: string
}

type ColumnMeta = { className?: string; sort?: Sort; rowHeader?: boolean }
const features = tableFeatures({ coreReactivityFeature: storeReactivityBindings() })
const helper = createColumnHelper<typeof features, RegisterRow>()

/** How a negotiation state is drawn: empty at the start, half under way, full when agreed, struck when withdrawn. */
export function stateFill(code: string): 'empty' | 'half' | 'full' | 'struck' {
  if (code === 'withdrawn') return 'struck'
  if (code === 'agreed' || code === 'in_force') return 'full'
  return code === 'proposed' ? 'empty' : 'half'
}

/** The address of a record: its number once public, its id while it has none. */
export function proposalHref(language: Language, row: { id: string; number: number | null }): string {
  return `/${language}/proposals/${registerNumber(row.number) ?? row.id}`
}

function columns(words: RegisterWords) {
  const { language } = words
  return [
    helper.display({ id: 'number', meta: { className: 'num', sort: 'number' } satisfies ColumnMeta, header: words.columns.number,
      cell: ({ row: { original: row } }) => registerNumber(row.number) ?? <span className="tag">{words.disclosure[row.disclosure]}</span> }),
    helper.display({ id: 'proposal', meta: { className: 'name-cell', rowHeader: true, sort: 'moved' } satisfies ColumnMeta, header: words.columns.proposal,
      cell: ({ row: { original: row } }) => (
        <>
          <a className="title-link" href={proposalHref(language, row)}><Text of={row.title} language={language} only={words.only} /></a>
          <br />
          <span className="quiet">
            {inLanguage(row.proponentNames, language)?.text ?? row.proponent ?? words.proponentType[row.proponentType]}
            {row.proposedOn && <> · <span className="nowrap">{row.proposedOn}</span></>}
            {row.withdrawnAt && ` · ${words.withdrawn}`}
          </span>
          {!row.verified && <> <span className="tag-unverified">{words.positionUnverified}</span></>}
        </>
      ) }),
    helper.display({ id: 'chapters', meta: { className: 'wide quiet' } satisfies ColumnMeta, header: words.columns.chapters, cell: ({ row: { original: row } }) => row.chapters.join(', ') }),
    helper.display({ id: 'instrument', meta: { className: 'wide' } satisfies ColumnMeta, header: words.columns.instrument, cell: ({ row: { original: row } }) => words.instrument[row.instrumentKind] }),
    helper.display({ id: 'pillar', meta: { className: 'wide' } satisfies ColumnMeta, header: words.columns.pillar, cell: ({ row: { original: row } }) => words.pillar[row.pillar] }),
    helper.display({ id: 'binds', meta: { className: 'wide' } satisfies ColumnMeta, header: words.columns.binds, cell: ({ row: { original: row } }) => <PartyMarks parties={row.binds} names={words.parties} /> }),
    helper.display({ id: 'due', meta: { className: 'num wide', sort: 'due' } satisfies ColumnMeta, header: words.columns.due,
      cell: ({ row: { original: row } }) => {
        if (!row.dueOn) return null
        const due = toCalendarDate(row.dueOn)
        return due < words.asOf ? <span className="is-late">{due} <b>{words.late}</b></span> : due
      } }),
    helper.display({ id: 'state', header: words.columns.state,
      cell: ({ row: { original: row } }) => <StateMark fill={stateFill(row.negotiationState)}>{words.state[row.negotiationState]}</StateMark> }),
  ]
}

/** The register's table from TanStack's column model, rendered on the server: real rows, no script. */
export function RegisterTable({ rows, words, caption, sort, sortHref, sortLabel }: {
  rows: RegisterRow[]; words: RegisterWords; caption: string; sort: Sort; sortHref: (sort: Sort) => string; sortLabel: string
}) {
  const table = constructTable({ features, columns: columns(words), data: rows, getRowId: (row) => row.id })
  const head = table.getHeaderGroups()[0]
  const descending = sort === 'moved' || sort === 'proposed'
  return (
    <table className="table">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {head?.headers.map((header) => {
            const meta = header.column.columnDef.meta as ColumnMeta | undefined
            const name = String(header.column.columnDef.header)
            const sorted = meta?.sort === sort
            return (
              <th key={header.id} scope="col" className={meta?.className} aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}>
                {meta?.sort ? <a href={sortHref(meta.sort)} title={`${sortLabel}: ${name}`}>{name}{sorted && <span aria-hidden="true">{descending ? ' ▾' : ' ▴'}</span>}</a> : name}
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id}>
            {row.getAllCells().map((cell) => {
              const { columnDef } = cell.column
              const meta = columnDef.meta as ColumnMeta | undefined
              const content = typeof columnDef.cell === 'function' ? columnDef.cell(cell.getContext()) : null
              return meta?.rowHeader ? <th key={cell.id} scope="row" className={meta.className}>{content}</th> : <td key={cell.id} className={meta?.className}>{content}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
