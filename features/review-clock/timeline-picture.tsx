import { longDate } from '@/lib/dates'
import type { Language } from '@/lib/trilingual'
import { downwards, inLanes, place, widthOf } from './timeline'

export type Mark = { date: string; text: string; assumed: boolean; now?: true }
type Words = { title: string; describe: string; first: string; later: string; assumed: string }

const FROM = 2020
const TO = 2037
const YEARS = Array.from({ length: TO - FROM }, (_, index) => FROM + index)
const SIZE = 13
const LINE = 17

/**
 * The life of the Agreement as a picture: years, what is fixed (filled), what is assumed (dashed),
 * and today. Lying on a wide screen, upright on a phone; the table beside it holds the same facts.
 */
export function TimelinePicture({ marks, annual, language, words }: { marks: Mark[]; annual: number[]; language: Language; words: Words }) {
  return (
    <figure className="m-0">
      <Lying marks={marks} annual={annual} language={language} words={words} />
      <Upright marks={marks} annual={annual} language={language} words={words} />
    </figure>
  )
}

type Props = { marks: Mark[]; annual: number[]; language: Language; words: Words }

/** The date, and that it is assumed where it is. */
function whenOf(mark: Mark, language: Language, words: Words): string {
  return mark.assumed ? `${longDate(mark.date, language)} (${words.assumed})` : longDate(mark.date, language)
}

function Lying({ marks, annual, language, words }: Props) {
  const width = 1200
  const axis = { from: FROM, to: TO, start: 12, end: width - 12 }
  const x = (date: string) => place(date, axis)
  const labels = inLanes(
    marks.map((mark) => {
      const when = whenOf(mark, language, words)
      return { ...mark, when, at: x(mark.date), width: Math.max(widthOf(when, SIZE), widthOf(mark.text, SIZE)) }
    }),
    { start: axis.start, end: axis.end, gap: 16 },
  )
  const lanes = Math.max(0, ...labels.map(({ lane }) => lane)) + 1
  const laneHeight = 2 * LINE + 16
  const base = lanes * laneHeight + 16
  const height = base + 92
  const first = x('2020-07-01')
  const review = x('2026-07-01')
  const end = x('2036-07-01')
  return (
    <svg className="wide block h-auto w-full" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="lying-title lying-text">
      <title id="lying-title">{words.title}</title>
      <desc id="lying-text">{words.describe}</desc>
      <rect className="fill-accent" x={first} y={base} width={review - first} height="10" />
      <rect className="fill-paper stroke-accent" x={review} y={base} width={end - review} height="10" strokeWidth="1.5" />
      {annual.map((year) => <line key={year} className="stroke-assumed" x1={x(`${year}-07-01`)} x2={x(`${year}-07-01`)} y1={base - 5} y2={base + 15} strokeWidth="2" strokeDasharray="3 2" />)}
      {labels.map((label) => {
        const bottom = base - 16 - label.lane * laneHeight
        const anchor = Math.min(label.left + label.width, Math.max(label.left, label.at))
        // The width is a wide guess: a label beside its place begins or ends there, so that it does not drift away.
        const side = label.left + label.width / 2 - label.at
        const near = Math.abs(side) < 1 ? 'middle' : side > 0 ? 'start' : 'end'
        const textX = near === 'middle' ? label.at : near === 'start' ? label.left : label.left + label.width
        return (
          <g key={label.text}>
            <line className={label.now ? 'stroke-ink' : label.assumed ? 'stroke-assumed' : 'stroke-accent'} x1={anchor} x2={anchor} y1={bottom + 3} y2={base + (label.now ? 18 : 10)} strokeWidth={label.now ? 2 : 1.25} strokeDasharray={label.assumed ? '3 2' : undefined} />
            <rect className="fill-paper" x={label.left - 2} y={bottom - 2 * LINE + 3} width={label.width + 4} height={2 * LINE} />
            <text className="fill-ink" x={textX} y={bottom - LINE} textAnchor={near} fontSize={SIZE} fontWeight="600">{label.when}</text>
            <text className={label.assumed ? 'fill-assumed' : 'fill-ink-2'} x={textX} y={bottom - 2} textAnchor={near} fontSize={SIZE}>{label.text}</text>
          </g>
        )
      })}
      {YEARS.map((year) => (
        <g key={year}>
          <line className="stroke-rule-strong" x1={x(`${year}-01-01`)} x2={x(`${year}-01-01`)} y1={base + 22} y2={base + 30} strokeWidth="1" />
          <text className="fill-ink-3" x={(x(`${year}-01-01`) + x(`${year}-12-31`)) / 2} y={base + 38} textAnchor="middle" fontSize={SIZE}>{year}</text>
        </g>
      ))}
      <line className="stroke-rule-strong" x1={axis.start} x2={axis.end} y1={base + 22} y2={base + 22} strokeWidth="1" />
      <text className="fill-ink-2" x={(first + review) / 2} y={base + 66} textAnchor="middle" fontSize={SIZE}>{words.first}</text>
      <text className="fill-ink-2" x={(review + end) / 2} y={base + 66} textAnchor="middle" fontSize={SIZE}>{words.later}</text>
    </svg>
  )
}

function Upright({ marks, annual, language, words }: Props) {
  const width = 390
  const axis = { from: FROM, to: TO, start: 10, end: 10 + YEARS.length * 30 }
  const y = (date: string) => place(date, axis)
  const labels = downwards(marks.map((mark) => ({ ...mark, at: y(mark.date), height: 2 * LINE + 10 })), 4)
  const height = Math.max(axis.end, ...labels.map(({ top, height: tall }) => top + tall)) + 8
  const bar = 52
  const first = y('2020-07-01')
  const review = y('2026-07-01')
  const end = y('2036-07-01')
  return (
    <svg className="narrow block h-auto w-full max-w-md" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="upright-title upright-text">
      <title id="upright-title">{words.title}</title>
      <desc id="upright-text">{words.describe}</desc>
      {YEARS.map((year) => <text key={year} className="fill-ink-3" x="2" y={y(`${year}-07-01`) + 4} fontSize={SIZE}>{year}</text>)}
      <rect className="fill-accent" x={bar} y={first} width="10" height={review - first} />
      <rect className="fill-paper stroke-accent" x={bar} y={review} width="10" height={end - review} strokeWidth="1.5" />
      {annual.map((year) => <line key={year} className="stroke-assumed" x1={bar - 5} x2={bar + 15} y1={y(`${year}-07-01`)} y2={y(`${year}-07-01`)} strokeWidth="2" strokeDasharray="3 2" />)}
      {labels.map((label) => {
        const middle = label.top + label.height / 2
        return (
          <g key={label.text}>
            <path className={label.now ? 'stroke-ink' : label.assumed ? 'stroke-assumed' : 'stroke-accent'} d={`M${bar} ${label.at}H${bar + 16}L${bar + 28} ${middle}`} fill="none" strokeWidth={label.now ? 2 : 1.25} strokeDasharray={label.assumed ? '3 2' : undefined} />
            <text className="fill-ink" x={bar + 34} y={middle - 3} fontSize={SIZE} fontWeight="600">{whenOf(label, language, words)}</text>
            <text className={label.assumed ? 'fill-assumed' : 'fill-ink-2'} x={bar + 34} y={middle + LINE - 3} fontSize={SIZE}>{label.text}</text>
          </g>
        )
      })}
    </svg>
  )
}
