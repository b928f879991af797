import type { Visitor } from './secrets.ts'

/** One answer, as far as the walk looks at it: everything a visitor could read. */
export type Answer = { status: number; text: string }

/** Signs a demonstration account in by next-auth's own address and gives the cookies to send. */
export async function signIn(base: string, visitor: Visitor, password: string): Promise<string> {
  if (visitor === 'anonymous') return ''
  const jar = new Map<string, string>()
  const keep = (answer: Response) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = /^([^=]+)=([^;]*)/.exec(cookie)?.slice(1) ?? []
      if (name) jar.set(name, value ?? '')
    }
  }
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const csrf = await fetch(`${base}/api/auth/csrf`)
  keep(csrf)
  const { csrfToken } = await csrf.json() as { csrfToken: string }
  keep(await fetch(`${base}/api/auth/callback/credentials`, {
    method: 'POST', redirect: 'manual', headers: { cookie: cookies() },
    body: new URLSearchParams({ csrfToken, email: `${visitor}@demo.example`, password, callbackUrl: `${base}/en`, json: 'true' }),
  }))
  if (!jar.has('trilateral-session')) throw new Error(`${visitor}@demo.example could not sign in`)
  return cookies()
}

/** Asks an address; with `rsc`, for the page's data as the browser's router does. Redirects are read, not followed. */
export async function visit(base: string, path: string, cookie: string, rsc = false): Promise<Answer> {
  const ask = (to: string) => fetch(base + to, { redirect: 'manual', headers: { cookie, ...(rsc ? { RSC: '1' } : {}) } })
  let answer = await ask(path)
  // Next sends a question for data once around, to an address with a key of its own.
  const around = answer.headers.get('location')
  if (rsc && around && /[?&]_rsc\b/.test(around)) answer = await ask(around.replace(base, ''))
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return { status: answer.status, text: `${headers}\n\n${await answer.text()}` }
}

/** The part of a page that a reader sees, without what is new on every answer (nonces, scripts, keys of the build). */
export function shown(answer: Answer): string {
  const body = answer.text.slice(answer.text.indexOf('\n\n'))
  return `${answer.status} ${body}`.replace(/<script\b[\s\S]*?<\/script>/g, '').replace(/nonce="[^"]*"/g, '').replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<input type="hidden"[^>]*>/g, '').replace(/<template\b[\s\S]*?<\/template>/g, '').replace(/"csrfToken":"[^"]*"/g, '').replace(/"(?:at|time|now|uptime|expires)":[^,}]*/g, '')
}
