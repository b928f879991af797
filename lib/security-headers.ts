/**
 * The response headers that limit what a page can do, each with its reason.
 *
 * Content-Security-Policy: scripts run only with this response's nonce ('strict-dynamic'
 * lets Next's own loader, which carries it, fetch the page's chunks). There is no
 * 'unsafe-inline' for scripts or styles: the markup uses classes, never style="".
 * Development needs 'unsafe-eval' for React's stack traces; production does not get it.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'${signInOrigin()}`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/**
 * Browsers hold a form's redirects to form-action too: the form that begins an OpenID
 * Connect sign-in is answered with a redirect to the issuer, so its origin is let through.
 */
function signInOrigin(): string {
  const issuer = process.env.OIDC_ISSUER
  return issuer && URL.canParse(issuer) ? ` ${new URL(issuer).origin}` : ''
}

/** Headers that do not change from response to response. `https`: whether the site is served under https. */
export function fixedHeaders(https: boolean): [string, string][] {
  return [
    // Browsers must not guess a type: an upload is what we say it is.
    ['X-Content-Type-Options', 'nosniff'],
    // For browsers older than frame-ancestors.
    ['X-Frame-Options', 'DENY'],
    // A confidential record's address must not reach other sites.
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    // Nothing that depends on who asks may stay in a shared cache.
    ['Cache-Control', 'private, no-store'],
    ...(https ? ([['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']] as [string, string][]) : []),
  ]
}
