import { notFound } from 'next/navigation'
import { registerPage, vocabulary } from '@/features/proposals/data'
import { parseView } from '@/features/proposals/filters'
import { Register, type RegisterFound } from '@/features/proposals/register'
import { ANYONE } from '@/lib/actor'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

// The floor of `npm run bench`: the tracker's own React tree from one constant, read once
// before measuring. It exists only in a server that the benchmark started.
const kept: { found?: Promise<RegisterFound> } = {}

function constant(): Promise<RegisterFound> {
  const { view } = parseView(new URLSearchParams('chapter=19'))
  kept.found ??= withActor(ANYONE, async (tx) => ({ ...(await vocabulary(tx)), page: await registerPage(tx, view) }))
  return kept.found
}

export default async function BenchFloor({ params }: { params: Promise<{ locale: Language }> }) {
  if (process.env.TRILATERAL_BENCH !== '1') notFound()
  const { locale } = await params
  const { view } = parseView(new URLSearchParams('chapter=19'))
  return <Register language={locale} view={view} errors={[]} found={await constant()} mayCreate={false} asOf="2026-11-24" />
}
