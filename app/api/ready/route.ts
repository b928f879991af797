import { NextResponse } from 'next/server'
import { appliedMigrations } from '@/lib/db'
import { MIGRATIONS } from '@/lib/generated/migrations'

export const dynamic = 'force-dynamic'

function notReady(detail: string): NextResponse {
  return NextResponse.json({ type: 'about:blank', title: 'Not ready', status: 503, detail }, { status: 503, headers: { 'content-type': 'application/problem+json', 'retry-after': '5' } })
}

/** Ready: the database answers and has exactly the migrations of this build. */
export async function GET(): Promise<NextResponse> {
  let applied: string[]
  try {
    applied = await appliedMigrations()
  } catch {
    // The cause names hosts and roles: for the log, not for whoever asks.
    return notReady('The database does not answer.')
  }
  const same = applied.length === MIGRATIONS.length && MIGRATIONS.every((name) => applied.includes(name))
  return same ? NextResponse.json({ status: 'ready' }) : notReady('The database does not have the migrations of this build.')
}
