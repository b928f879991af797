import { Failure } from './failure.mjs'
import { withClient } from './database.mjs'

const where = (url) => {
  try {
    const { hostname, port, pathname } = new URL(url)
    return `${hostname}:${port || 5432}${pathname}`
  } catch {
    throw new Failure('DATABASE_URL is not an address of the form postgresql://role:password@host:5432/database.')
  }
}

async function reach(name, url, work) {
  const at = where(url)
  try {
    return await withClient(url, work)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`the database of ${name} at ${at} does not answer (${error.message || error.code}).`)
  }
}

/** Checks a PostgreSQL of the operator's: it answers, is new enough, and the app role cannot bypass row-level security. */
export async function checkExternal({ appUrl, ownerUrl }) {
  await reach('DATABASE_URL', appUrl, async (db) => {
    const { rows } = await db.query(`SELECT current_setting('server_version_num')::int AS version, rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user`)
    const [{ version, rolname, rolsuper, rolbypassrls }] = rows
    if (version < 160000) throw new Failure(`the database at ${where(appUrl)} is PostgreSQL ${Math.floor(version / 10000)}; 16 or newer is needed.`)
    if (rolsuper || rolbypassrls) throw new Failure(`DATABASE_URL connects as ${rolname}, which bypasses row-level security; use the role trilateral_app that scripts/make-roles.sql makes.`)
  })
  if (!ownerUrl) return
  await reach('OWNER_DATABASE_URL', ownerUrl, async (db) => {
    const { rows } = await db.query('SELECT pg_has_role(current_user, nspowner, $1) AS owns FROM pg_namespace WHERE nspname = $2', ['USAGE', 'public'])
    if (!rows[0]?.owns) throw new Failure('OWNER_DATABASE_URL connects as a role that does not own the schema public; use trilateral_owner of scripts/make-roles.sql.')
  })
}
