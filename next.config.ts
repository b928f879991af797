import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/request.ts')

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules and the database driver stay outside the bundle.
  serverExternalPackages: ['@node-rs/argon2', 'pg', '@prisma/client', '@prisma/adapter-pg', 'nodemailer'],
  // The address of a page is its own: /en/proposals, never /en/proposals/.
  trailingSlash: false,
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
}

export default withNextIntl(config)
