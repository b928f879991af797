// One running instance a data directory: a lock file that names the process, so that a lock left by
// a killed process is told from a live one even after its number was given to another program.
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'

/** When a process began, as a text that no later process of that number shares; null when it is gone. */
function began(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
  } catch {
    if (process.platform === 'linux') return null
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
    } catch {
      return null
    }
  }
}

/** What holds this data directory now, or null. */
export function holder(dataDir) {
  try {
    const lock = JSON.parse(readFileSync(path.join(dataDir, 'instance.json'), 'utf8'))
    return began(lock.pid) === lock.began ? lock : null
  } catch {
    return null
  }
}

/** Takes the data directory for this process. Throws a Failure when another instance runs in it. Returns {note, release}. */
export function hold(dataDir) {
  const file = path.join(dataDir, 'instance.json')
  const mine = { pid: process.pid, began: began(process.pid) }
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const other = holder(dataDir)
      if (other || attempt > 5) throw new Failure(`the data directory ${dataDir} is held by another running instance${other ? ` (process ${other.pid})` : ''}; stop it, or choose another with DATA_DIR.`)
      // Left by a killed process: move it away, so that of two starts only one does.
      try {
        renameSync(file, `${file}.${process.pid}`)
        rmSync(`${file}.${process.pid}`, { force: true })
      } catch (race) {
        if (race.code !== 'ENOENT') throw race
      }
    }
  }
  return {
    /** Adds facts for other commands, such as the database's port. */
    note(facts) {
      writeFileSync(`${file}.new`, JSON.stringify({ ...mine, ...facts }), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    release() {
      if (holder(dataDir)?.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Processes that work in this database folder (PostgreSQL's all do); Linux only, elsewhere the postmaster alone. */
function working(folder) {
  if (process.platform === 'linux') {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder && began(pid) !== null
      } catch {
        return false
      }
    })
  }
  const pid = postmaster(folder)
  try {
    return pid && execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(folder) ? [pid] : []
  } catch {
    return []
  }
}

function postmaster(folder) {
  try {
    return Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]) || null
  } catch {
    return null
  }
}

/** Ends a database left running by a killed parent, cleanly, and clears what it left. Call only while holding the data directory. */
export async function endOrphan(folder, log) {
  if (working(folder).length > 0) {
    log('A database left by an earlier run is still up: stopping it first.')
    const pid = postmaster(folder)
    for (let waited = 0; working(folder).length > 0; waited += 50) {
      // Fast shutdown; after half a minute, immediate: recovery then happens from the log.
      if (pid && (waited === 0 || waited === 30_000)) {
        try {
          process.kill(pid, waited === 0 ? 'SIGINT' : 'SIGQUIT')
        } catch (error) {
          if (error.code !== 'ESRCH') throw error
        }
      }
      if (waited > 60_000) throw new Failure(`a database left in ${folder} by an earlier run (process ${working(folder).join(', ')}) does not stop; end it and start again.`)
      await sleep(50)
    }
  }
  // Nobody works here: a remaining pid file could only name a stranger.
  rmSync(path.join(folder, 'postmaster.pid'), { force: true })
}
