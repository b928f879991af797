/** The public proposals as they are given: what the register must show is counted from them, not from the register. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

type Given = { title: Record<string, string>; chapters: number[]; likely_instrument: string; pillar: string; proponent_type: string; binds: string[]; ask_of: string[] }

export const GIVEN = (JSON.parse(readFileSync(path.join(import.meta.dirname, '../../prisma/reference/proposals.json'), 'utf8')) as { proposals: Given[] }).proposals

/** How many of them hold what is asked. */
export function howMany(holds: (proposal: Given) => boolean): number {
  return GIVEN.filter(holds).length
}
