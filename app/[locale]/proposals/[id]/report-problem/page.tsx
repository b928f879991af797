import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Text } from '@/components/text'
import { currentActor } from '@/features/accounts/gate'
import { reportAction } from '@/features/proposals/problem-report-actions'
import { ProblemReportForm } from '@/features/proposals/problem-report-form'
import { LONGEST_REPORT, REPORT_FIELDS } from '@/features/proposals/problem-report-schema'
import { readProposal } from '@/features/proposals/proposal-data'
import { registerNumber } from '@/features/proposals/rules'
import { withActor } from '@/lib/db'
import type { Language } from '@/lib/trilingual'

type Props = { params: Promise<{ locale: Language; id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const load = cache(async (id: string) => withActor(await currentActor(), (tx) => readProposal(tx, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, id } = await params
  const proposal = await load(id)
  if (!proposal) notFound()
  const t = await getTranslations({ locale, namespace: 'proposal' })
  return { title: [t('report.title'), registerNumber(proposal.number)].filter(Boolean).join(' · ') }
}

export default async function ReportProblemPage({ params, searchParams }: Props) {
  const [{ locale: language, id }, search] = await Promise.all([params, searchParams])
  const proposal = await load(id)
  if (!proposal) notFound()
  const t = await getTranslations({ locale: language, namespace: 'proposal' })
  const te = await getTranslations({ locale: language, namespace: 'errors' })
  const tc = await getTranslations({ locale: language, namespace: 'common' })
  const address = registerNumber(proposal.number) ?? proposal.id
  const href = `/${language}/proposals/${address}`
  const only = tc.raw('onlyIn') as Record<Language, string>
  return (
    <>
      <p className="crumbs"><a href={`/${language}/proposals`}>{t('register')}</a> › <a href={href}>{registerNumber(proposal.number)} <Text of={proposal.title} language={language} only={only} /></a></p>
      <h1>{t('report.title')}</h1>
      {search['sent'] === '1'
        ? <div className="banner banner-ok" role="status"><p>{t('report.sent')}</p><p><a href={href}>{t('report.back')}</a></p></div>
        : (
          <>
            <p className="lead">{t('report.lead')}</p>
            <ProblemReportForm action={reportAction.bind(null, { language, id: address })} longest={LONGEST_REPORT}
              fields={[{ value: '', label: t('report.any') }, ...REPORT_FIELDS.map((field) => ({ value: field as string, label: t(`reportField.${field}`) }))]}
              words={{ field: t('report.field'), body: t('report.body'), bodyHint: t('report.bodyHint'), contact: t('report.contact'), contactHint: t('report.contactHint'), send: t('report.send'), errorTitle: te('title') }} />
          </>
        )}
    </>
  )
}
