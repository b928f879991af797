import type { NextAuthOptions, User } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { cookies, headers } from 'next/headers'
import { decode } from 'next-auth/jwt'
import { baseUrl } from '@/lib/env'
import { isLanguage, type Language } from '@/lib/trilingual'
import { ADDRESS_HEADER } from './client-address'
import { currentSession } from './gate'
import { enterByOidc, linkOidc, signInWithPassword } from './mutations'
import { oidcSettings } from './oidc'
import { authSecret, endSession, sessionCookieName, SESSION_SECONDS, startSession, underHttps } from './session'

export const OIDC = 'oidc'

type Claims = { iss?: string; sub: string; email?: string; email_verified?: boolean; name?: string }

function cookieName(name: string): string {
  return underHttps() ? `__Host-trilateral-${name}` : `trilateral-${name}`
}
/** Names the session that asked to be linked with a sign-in at the provider. */
export const linkingCookieName = (): string => cookieName('linking')
export const csrfCookieName = (): string => cookieName('csrf')

export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: underHttps() } as const
}

async function languageNow(): Promise<Language> {
  const kept = (await cookies()).get('language')?.value
  return isLanguage(kept) ? kept : 'en'
}

/**
 * next-auth as this register uses it: JWT cookies (its credentials provider knows no
 * other) that carry nothing but the id of a session row. Made anew for each request,
 * because next-auth writes into its options.
 */
export async function authOptions(): Promise<NextAuthOptions> {
  // next-auth reads its own address from here; the start script sets it from BASE_URL.
  process.env.NEXTAUTH_URL ??= baseUrl()
  const oidc = oidcSettings()
  const signInPage = `/${await languageNow()}/sign-in`
  const cookie = (name: string, maxAge?: number) => ({ name: cookieName(name), options: { ...cookieOptions(), ...(maxAge ? { maxAge } : {}) } })
  return {
    secret: authSecret(),
    useSecureCookies: underHttps(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions() },
      csrfToken: cookie('csrf'),
      callbackUrl: cookie('callback'),
      pkceCodeVerifier: cookie('pkce', 900),
      state: cookie('state', 900),
      nonce: cookie('nonce', 900),
    },
    pages: { signIn: signInPage, error: signInPage },
    logger: { error: (code) => console.error(`sign-in: ${code}`), warn: () => undefined, debug: () => undefined },
    providers: [
      CredentialsProvider({
        id: 'credentials',
        credentials: { email: {}, password: {} },
        async authorize(given) {
          const address = (await headers()).get(ADDRESS_HEADER) ?? 'unknown'
          const answer = await signInWithPassword({ email: String(given?.email ?? ''), password: String(given?.password ?? ''), address })
          // next-auth puts an error's message into the address: codes only.
          if (answer === 'throttled') throw new Error('throttled')
          return answer === null ? null : { id: answer }
        },
      }),
      ...(oidc ? [openIdConnect(oidc)] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC) return true
        const claims = profile as Claims | undefined
        const language = await languageNow()
        if (!oidc || !claims?.sub) return `/${language}/sign-in?error=provider`
        const identity = { issuer: claims.iss ?? oidc.issuer, subject: claims.sub }
        const jar = await cookies()
        const linking = jar.get(linkingCookieName())?.value
        if (linking) {
          jar.delete(linkingCookieName())
          const asked = await decode({ token: linking, secret: authSecret(), salt: 'linking' }).catch(() => null)
          const signed = await currentSession()
          if (!signed || asked?.['sid'] !== signed.sessionId) return `/${language}/sign-in?error=provider`
          const done = await linkOidc(signed.person.id, identity)
          return `/${language}/account?${done ? 'done=linked' : 'error=linkTaken'}`
        }
        const entered = await enterByOidc({
          ...identity, name: claims.name ?? '', language,
          email: claims.email_verified === true && claims.email ? claims.email : null,
        })
        if (typeof entered !== 'object') return `/${language}/sign-in?error=${entered}`
        user.id = entered.userId
        return true
      },
      async jwt({ token, user, trigger }) {
        // Only a fresh sign-in starts a session; later calls pass the same id on.
        if (trigger !== 'signIn') return { sid: token['sid'] }
        return { sid: await startSession((user as User).id, (await headers()).get('user-agent')) }
      },
      // The browser learns nothing from /api/auth/session: pages are rendered on the server.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl: base }) => (url.startsWith('/') && !url.startsWith('//') ? `${base}${url}` : url.startsWith(`${base}/`) ? url : base),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.['sid'] === 'string') await endSession(token['sid'])
      },
    },
  }
}

/** Any provider that publishes its discovery document; state, nonce and PKCE are always used. */
function openIdConnect(of: { issuer: string; clientId: string; clientSecret: string; name: string }): OAuthConfig<Claims> {
  return {
    id: OIDC,
    name: of.name,
    type: 'oauth',
    wellKnown: `${of.issuer}/.well-known/openid-configuration`,
    clientId: of.clientId,
    clientSecret: of.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    // Claims of scopes come from the ID token or, where the provider keeps them there, from userinfo.
    userinfo: {
      async request({ client, tokens }) {
        if (!tokens.id_token || !tokens.access_token) throw new Error('no ID token')
        const known = (tokens as { claims(): Claims }).claims()
        return known.email !== undefined ? known : { ...(await client.userinfo(tokens.access_token)), iss: known.iss, sub: known.sub }
      },
    },
    profile: (claims) => ({ id: claims.sub }),
  }
}
