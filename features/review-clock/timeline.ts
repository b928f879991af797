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
 * Labels near their places, kept inside the ends, in the lowest lane (0 next to the axis) in which
 * a label touches no other and lies across no leader that passes its lane on the way further up.
 * Each is centred over its place or stands to one side of it.
 */
export function inLanes<Item extends { at: number; width: number }>(items: readonly Item[], ends: { start: number; end: number; gap: number }): Lane<Item>[] {
  const placed = new Map<Item, Lane<Item>>()
  let waiting = [...items].sort((a, b) => a.at - b.at)
  for (let lane = 0; waiting.length > 0; lane += 1) {
    const taken: { left: number; right: number }[] = []
    for (const item of waiting) {
      const left = [item.at - item.width / 2, item.at - item.width, item.at]
        .map((start) => Math.max(ends.start, Math.min(start, ends.end - item.width)))
        .find((start) => !taken.some((other) => start < other.right + ends.gap && start + item.width + ends.gap > other.left)
          && !waiting.some((other) => other !== item && !placed.has(other) && other.at > start - ends.gap / 2 && other.at < start + item.width + ends.gap / 2))
      if (left === undefined) continue
      taken.push({ left, right: left + item.width })
      placed.set(item, { ...item, left, lane })
    }
    const [first] = waiting
    // Places so close that each would lie across another's leader: the first goes in all the same.
    if (taken.length === 0 && first) placed.set(first, { ...first, left: Math.max(ends.start, Math.min(first.at - first.width / 2, ends.end - first.width)), lane })
    waiting = waiting.filter((item) => !placed.has(item))
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
