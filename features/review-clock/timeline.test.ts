import { expect, test } from 'vitest'
import { downwards, inLanes, place, widthOf, yearOf } from './timeline'

test('a date stands at its part of the year, leap years included', () => {
  expect(yearOf('2026-01-01')).toBe(2026)
  expect(yearOf('2028-07-01')).toBeCloseTo(2028 + 182 / 366, 6)
  const axis = { from: 2020, to: 2036, start: 0, end: 160 }
  expect(place('2028-01-01', axis)).toBe(80)
  expect(place('2019-01-01', axis)).toBe(0)
  expect(place('2040-01-01', axis)).toBe(160)
})

test('no two labels of a lane touch, and none leaves the picture', () => {
  const items = [10, 12, 14, 300, 990, 995].map((at) => ({ at, width: 120 }))
  const placed = inLanes(items, { start: 0, end: 1000, gap: 8 })
  for (const a of placed) {
    expect(a.left).toBeGreaterThanOrEqual(0)
    expect(a.left + a.width).toBeLessThanOrEqual(1000)
    for (const b of placed) if (a !== b && a.lane === b.lane) expect(a.left + a.width + 8 <= b.left || b.left + b.width + 8 <= a.left).toBe(true)
  }
  expect(placed.slice(3).map(({ lane }) => lane)).toEqual([0, 0, 1])
})

test('no label lies across the leader of one further up', () => {
  const placed = inLanes([498, 527, 569].map((at) => ({ at, width: 120 })), { start: 0, end: 1200, gap: 16 })
  for (const label of placed) for (const other of placed) {
    if (other.lane > label.lane) expect(other.at <= label.left || other.at >= label.left + label.width).toBe(true)
  }
})

test('places that coincide still all get a label, each in a lane of its own', () => {
  const placed = inLanes([500, 500, 500].map((at) => ({ at, width: 100 })), { start: 0, end: 1000, gap: 8 })
  expect(new Set(placed.map(({ lane }) => lane)).size).toBe(3)
})

test('on an upright axis labels keep their order and push one another down', () => {
  const placed = downwards([{ at: 50, height: 40 }, { at: 40, height: 40 }, { at: 200, height: 40 }], 0)
  expect(placed.map(({ top }) => top)).toEqual([20, 60, 180])
})

test('widths are guessed by characters', () => {
  expect(widthOf('', 13)).toBe(0)
  expect(widthOf('Expiration prévue', 13)).toBeGreaterThan(100)
})
