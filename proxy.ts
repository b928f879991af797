import { NextResponse, type NextRequest } from 'next/server'
import createMiddleware from 'next-intl/middleware'
import { routing } from '@/lib/languages'
import { parseView } from '@/features/proposals/filters'
import { contentSecurityPolicy, fixedHeaders } from '@/lib/security-headers'

const languages = createMiddleware(routing)

/** Headers and the language of the address; never authorisation, which is the database's. */
export function proxy(request: NextRequest) {
  const https = (process.env.BASE_URL ?? '').startsWith('https:')
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const api = request.nextUrl.pathname.startsWith('/api/')
  // Next reads the policy of the request and puts the nonce on its own scripts.
  request.headers.set('content-security-policy', policy)
  request.headers.set('x-nonce', nonce)
  request.headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  if (!isText(request.nextUrl.pathname)) return notText(request, policy, https)
  const response = api ? NextResponse.next({ request: { headers: request.headers } }) : badRegisterQuery(request) ? badRequest(request) : languages(request)
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of fixedHeaders(https)) response.headers.set(name, value)
  return response
}

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg).*)'] }

/** A page cannot set its own status, so a register address that its page will refuse is answered 400 here. */
function badRegisterQuery(request: NextRequest): boolean {
  return /^\/(en|fr|es)\/proposals$/.test(request.nextUrl.pathname) && parseView(request.nextUrl.searchParams).errors.length > 0
}

function badRequest(request: NextRequest) {
  const headers = new Headers(request.headers)
  headers.set('x-next-intl-locale', request.nextUrl.pathname.slice(1, 3))
  // Not a rewrite: Next calls every loopback address "localhost", takes a rewrite to it for another site, and asks itself without end.
  return NextResponse.next({ status: 400, request: { headers } })
}

/** Can the address be read as text? `%FF` and the like cannot; Next itself would answer 500. */
function isText(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes('\u0000')
  } catch {
    return false
  }
}

const NOT_TEXT = {
  en: 'The address contains characters that are not text.',
  fr: 'L’adresse contient des caractères qui ne sont pas du texte.',
  es: 'La dirección contiene caracteres que no son texto.',
}

function notText(request: NextRequest, policy: string, https: boolean) {
  const language = /^\/(en|fr|es)(\/|$)/.exec(request.nextUrl.pathname)?.[1] as keyof typeof NOT_TEXT | undefined
  const headers: [string, string][] = [['content-type', 'text/plain; charset=utf-8'], ['content-security-policy', policy], ...fixedHeaders(https)]
  return new NextResponse(`${NOT_TEXT[language ?? 'en']}\n`, { status: 400, headers })
}
