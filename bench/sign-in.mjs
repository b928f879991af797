/** Signs in through next-auth as a browser would; returns the cookie header. */
export async function signIn(base, email, password) {
  const jar = new Map()
  const keep = (answer) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const start = await fetch(`${base}/api/auth/csrf`)
  keep(start)
  const { csrfToken } = await start.json()
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: header() },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  })
  keep(answer)
  const session = await (await fetch(`${base}/api/auth/session`, { headers: { cookie: header() } })).json()
  if (!session || Object.keys(session).length === 0) throw new Error(`sign-in as ${email} failed: ${answer.status}`)
  return header()
}
