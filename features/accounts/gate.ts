import { cache } from 'react'
import { ANYONE, type Actor } from '@/lib/actor'

/** Who is signed in on this request, from the session's row; anyone when nobody is. */
export const currentActor = cache(async (): Promise<Actor> => ANYONE)

export type Person = { id: string; name: string; email: string; role: Actor['role']; party: Actor['party']; demonstration: boolean }

/** The signed-in person, for the page's head; null when nobody is signed in. */
export const currentPerson = cache(async (): Promise<Person | null> => null)
