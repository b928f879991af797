import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { currentActor } from '@/features/accounts/gate'
import { registerPage, vocabulary } from '@/features/proposals/data'
import { parseView } from '@/features/proposals/filters'
import { Register } from '@/features/proposals/register'
import { today } from '@/lib/dates'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: 'register' })
  return { title: t('title') }
}

function asQuery(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) for (const one of [value ?? []].flat()) query.append(name, one)
  return query
}

export default async function RegisterPage({ params, searchParams }: Props) {
  const [{ locale: language }, search, actor] = await Promise.all([params, searchParams, currentActor()])
  const { view, errors } = parseView(asQuery(search))
  const found = await withActor(actor, async (tx) => ({
    ...(await vocabulary(tx)),
    page: errors.length > 0 ? null : await registerPage(tx, view),
  }))
  return <Register language={language} view={view} errors={errors} found={found} mayCreate={actor.role === 'secretariat' || actor.party !== null} asOf={today()} />
}
