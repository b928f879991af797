import http from 'node:http'

/** The request header that carries the address the connection came from, stamped by this server. */
export const ADDRESS_HEADER = 'x-client-address'

/**
 * Stamps every request with the address it came from. A browser can send any
 * X-Forwarded-For it likes and Next keeps it, so it counts only when TRUST_PROXY says that
 * a proxy of ours stands in front; then the last entry is the one that proxy wrote.
 * Called once, before the first request (instrumentation.ts).
 */
export function stampAddresses(): void {
  const emit = http.Server.prototype.emit
  if ((emit as { stamps?: true }).stamps) return
  const stamping = function (this: http.Server, event: string | symbol, ...args: unknown[]): boolean {
    const request = args[0]
    if (event === 'request' && request instanceof http.IncomingMessage) {
      request.headers[ADDRESS_HEADER] = addressOf(request.socket.remoteAddress, request.headers['x-forwarded-for'], Boolean(process.env.TRUST_PROXY))
    }
    return Reflect.apply(emit, this, [event, ...args]) as boolean
  }
  http.Server.prototype.emit = Object.assign(stamping, { stamps: true as const }) as typeof emit
}

/** The address a request counts under; an IPv6 address by its /64, which one customer holds whole. */
export function addressOf(remote: string | undefined, forwarded: string | string[] | undefined, trustProxy: boolean): string {
  const chain = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').map((part) => part.trim()).filter(Boolean)
  const address = ((trustProxy ? chain.at(-1) : undefined) ?? remote ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '')
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail !== undefined) {
    const rest = tail.split(':').filter(Boolean)
    while (groups.length + rest.length < 8) groups.push('0')
    groups.push(...rest)
  }
  return `${groups.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`
}
