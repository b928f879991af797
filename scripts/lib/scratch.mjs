// A PostgreSQL for tests: its own folder under the system's temporary one, gone afterwards.
import { mkdtempSync, readdirSync, realpathSync, rmSync, chmodSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import './typescript.mjs'
import { createScratchDatabase, startEmbedded } from './database.mjs'
import { endOrphan, holder } from './instance.mjs'
import { migrate } from './migrate.mjs'

const PREFIX = 'trilateral-scratch-'

/** Ends and removes what killed test runs left behind. */
async function clearOld() {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(realpathSync(os.tmpdir()), name)
    // One that is being made by a run beside this one has no lock yet: leave the young alone.
    if (holder(folder) || Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < 60_000) continue
    await endOrphan(path.join(folder, 'postgres'), () => undefined).catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Starts a scratch server with the migrated database `trilateral`. With `reference`, the reference data is in it,
 * and `template_reference` is a copy to make more databases from: createScratchDatabase(superUrl, name, {template: 'template_reference'}).
 */
export async function scratchServer({ reference = true } = {}) {
  await clearOld()
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), PREFIX))
  chmodSync(folder, 0o711)
  try {
    const database = await startEmbedded({ dataDir: folder, sync: false })
    const stop = async () => {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    try {
      await migrate(database.ownerUrl)
      if (reference) {
        const { loadReference } = await import('../load-reference.ts')
        await loadReference({ ownerUrl: database.ownerUrl, appUrl: database.appUrl })
        await createScratchDatabase(database.superUrl, 'template_reference', { template: 'trilateral' })
      }
    } catch (error) {
      await stop()
      throw error
    }
    return { ...database, folder, stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
