/** Where things stand in the picture of the clock: places on an axis, and labels that never overlap. Pure. */

/** A calendar date as a year with its part: 2026-07-01 is 2026.496. */
export function yearOf(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`)
  const year = Number(date.slice(0, 4))
  const start = Date.UTC(year, 0, 1)
  return year + (at - start) / (Date.UTC(year + 1, 0, 1) - start)
}

/** A date's place between two ends of an axis; what lies outside the years stands at the nearer end. */
export function place(date: string, axis: { from: number; to: number; start: number; end: number }): number {
  const share = (yearOf(date) - axis.from) / (axis.to - axis.from)
  return axis.start + Math.min(1, Math.max(0, share)) * (axis.end - axis.start)
}

export type Lane<Item> = Item & { left: number; lane: number }

/**
 * Labels centred over their places, kept inside the ends, each in the lowest lane (0 next to the
 * axis) in which it touches no other.
 */
export function inLanes<Item extends { at: number; width: number }>(items: readonly Item[], ends: { start: number; end: number; gap: number }): Lane<Item>[] {
  const taken: { left: number; right: number }[][] = []
  const placed = new Map<Item, Lane<Item>>()
  for (const item of [...items].sort((a, b) => a.at - b.at)) {
    const left = Math.max(ends.start, Math.min(item.at - item.width / 2, ends.end - item.width))
    const right = left + item.width
    let lane = 0
    while (taken[lane]?.some((other) => left < other.right + ends.gap && right + ends.gap > other.left)) lane += 1
    ;(taken[lane] ??= []).push({ left, right })
    placed.set(item, { ...item, left, lane })
  }
  return items.flatMap((item) => placed.get(item) ?? [])
}

/** Labels beside their places on an upright axis, in order, each pushed down as far as the one above needs. */
export function downwards<Item extends { at: number; height: number }>(items: readonly Item[], start: number): (Item & { top: number })[] {
  let free = start
  return [...items].sort((a, b) => a.at - b.at).map((item) => {
    const top = Math.max(free, item.at - item.height / 2)
    free = top + item.height
    return { ...item, top }
  })
}

/** An upper estimate of a text's width, for fonts that may not have loaded: better a wide guess than a collision. */
export function widthOf(text: string, size: number): number {
  return Math.ceil([...text].length * size * 0.58)
}
