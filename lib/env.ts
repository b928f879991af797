/** Configuration by environment; every variable is optional but DATABASE_URL, which the scripts set. */
export function baseUrl(): string {
  return process.env.BASE_URL ?? process.env.NEXTAUTH_URL ?? `http://localhost:${process.env.PORT ?? '3000'}`
}

export function databaseUrl(): string {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: start with `npm start` or `npm run dev`, which set it.')
  return url
}
