import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { authOptions } from '@/features/accounts/options'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handler(request: NextRequest, context: Context): Promise<Response> {
  const response = (await NextAuth(request, context, await authOptions())) as Response
  // A program that guesses here is told so by the status, not by a page.
  if (new URL(response.headers.get('location') ?? '/', request.url).searchParams.get('error') === 'throttled') {
    return Response.json({ title: 'Too many attempts', status: 429, code: 'throttled' }, { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': '900' } })
  }
  return response
}

export { handler as GET, handler as POST }
