import net from 'node:net'
import { Failure } from './failure.mjs'

/** PORT as a number. Throws a Failure for anything that is not one. */
export function portOf(env) {
  const text = env.PORT || '3000'
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65535) throw new Failure(`PORT is "${text}", which is not a port number from 1 to 65535.`)
  return port
}

function listening(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen({ port, host, exclusive: true }, () => {
      const chosen = probe.address().port
      probe.close(() => resolve(chosen))
    })
  })
}

/** Throws a Failure when anything listens on this port, on whatever address. */
export async function refuseTakenPort(port) {
  for (const host of ['::', '0.0.0.0', '127.0.0.1']) {
    try {
      await listening(port, host)
    } catch (error) {
      if (error.code === 'EADDRINUSE') throw new Failure(`port ${port} is in use by another program; stop it or choose another with PORT=${port === 65535 ? 3000 : port + 1} npm start.`)
      if (error.code === 'EACCES') throw new Failure(`port ${port} may not be opened by this user; choose one above 1023 with PORT=3000.`)
      if (host !== '::') throw error
    }
  }
}

/** A free loopback port, chosen by the system. */
export function freePort() {
  return listening(0, '127.0.0.1')
}
