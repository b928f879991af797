import { NextResponse } from 'next/server'

export const dynamic = 'force-dynamic'

/** Live: this process answers. Says nothing of the database, so that a balancer does not restart it for that. */
export function GET(): NextResponse {
  return NextResponse.json({ status: 'live' })
}
