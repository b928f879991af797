import { cache } from 'react'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { ANYONE, mintActor, type Actor } from '@/lib/actor'
import type { Language } from '@/lib/trilingual'
import { readSession, sessionCookieName, type Person, type Signed } from './session'

export type { Person } from './session'

/** The sign-in of this request, looked up once a request. */
export const currentSession = cache(async (): Promise<Signed | null> => {
  return readSession((await cookies()).get(sessionCookieName())?.value)
})

/** Who is signed in on this request, from the session's row; anyone when nobody is. */
export const currentActor = cache(async (): Promise<Actor> => actorOf(await currentSession()))

/** The signed-in person, for the page's head; null when nobody is signed in. */
export const currentPerson = cache(async (): Promise<Person | null> => (await currentSession())?.person ?? null)

/** The actor of a plain Request, where next/headers is not at hand. */
export async function signedInAs(request: Request): Promise<Actor> {
  const name = sessionCookieName()
  const pair = (request.headers.get('cookie') ?? '').split(/;\s*/).find((part) => part.startsWith(`${name}=`))
  return actorOf(await readSession(pair?.slice(name.length + 1)))
}

/**
 * The signed-in actor, or off to the sign-in page and back to `next` afterwards.
 * What the actor may do is for the feature's ability.ts and the database to say.
 */
export async function requireActor(language: Language, next: string): Promise<Actor> {
  const actor = await currentActor()
  if (actor.userId === null) redirect(`/${language}/sign-in?next=${encodeURIComponent(next)}`)
  return actor
}

function actorOf(signed: Signed | null): Actor {
  if (!signed) return ANYONE
  const { id, role, party } = signed.person
  return mintActor({ userId: id, role, party })
}
