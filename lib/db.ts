import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '@/lib/generated/prisma/client'
import type { Actor } from './actor'
import { databaseUrl } from './env'

/** All that features get of the database: one transaction, with the actor already set. */
export type Tx = Omit<Prisma.TransactionClient, never>

// One client a process; kept over hot reloads in development.
const kept = globalThis as unknown as { trilateralPrisma?: PrismaClient }

function client(): PrismaClient {
  kept.trilateralPrisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: databaseUrl(), max: 10 }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
  return kept.trilateralPrisma
}

/**
 * Runs work as an actor: one transaction a request, the actor set first and only
 * for this transaction, so that row-level security decides on every row and a
 * pooled connection remembers nobody. Throws what the work throws, rolled back.
 */
export async function withActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return client().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.user', ${actor.userId ?? ''}, true), set_config('app.role', ${actor.role}, true), set_config('app.party', ${actor.party ?? ''}, true)`
    return work(tx)
  })
}

/** Does the database answer, and which migrations are applied? Throws when it does not answer. */
export async function appliedMigrations(): Promise<string[]> {
  const rows = await client().$queryRaw<{ migration_name: string }[]>`
    SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`
  return rows.map((row) => row.migration_name)
}

/** Ends the pool: for tests and scripts. */
export async function disconnect(): Promise<void> {
  await kept.trilateralPrisma?.$disconnect()
  delete kept.trilateralPrisma
}

export { Prisma }
