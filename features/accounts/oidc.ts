/** The OpenID Connect provider of this installation, or null. All three variables are needed. */
export function oidcSettings(): { issuer: string; clientId: string; clientSecret: string; name: string } | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = process.env
  if (!issuer || !clientId || !clientSecret) return null
  return { issuer: issuer.replace(/\/$/, ''), clientId, clientSecret, name: name || new URL(issuer).hostname }
}
