import { createHash, randomBytes } from 'node:crypto'
import NextAuth from 'next-auth'
import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import { baseUrl } from '@/lib/env'
import { authOptions, cookieOptions, csrfCookieName } from './options'
import { authSecret } from './session'

/**
 * Runs one of next-auth's own POST routes from a server action: Next has checked the
 * action's origin, so the action vouches for the form and makes next-auth's CSRF pair
 * itself. Sign-in then needs no JavaScript and no cookie before the form is shown.
 * Gives the address next-auth answers with; its cookies are set.
 */
export async function throughNextAuth(path: string[], form: Record<string, string>): Promise<string> {
  const csrfToken = randomBytes(32).toString('hex')
  const jar = await cookies()
  const options = await authOptions()
  jar.set(csrfCookieName(), `${csrfToken}|${createHash('sha256').update(`${csrfToken}${authSecret()}`).digest('hex')}`, cookieOptions())
  const request = new NextRequest(`${baseUrl()}/api/auth/${path.join('/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...form, csrfToken }),
  })
  const answer = (await NextAuth(request, { params: Promise.resolve({ nextauth: path }) }, options)) as Response
  for (const { name, value, ...rest } of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) jar.set(name, value, rest)
  return answer.headers.get('location') ?? '/'
}
