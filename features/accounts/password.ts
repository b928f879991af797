import { hash, verify } from '@node-rs/argon2'

/** argon2id with the memory and passes that OWASP names as the floor; about 30 ms. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

let dummy: Promise<string> | undefined

/**
 * Does the password fit? For an account that is unknown, disabled or without a password
 * the same work is done on a dummy, so that the time tells nothing, and the answer is no.
 */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  dummy ??= hashPassword('no account has this password')
  const fits = await verify(passwordHash ?? (await dummy), password.normalize('NFKC')).catch(() => false)
  return fits && passwordHash !== null
}
