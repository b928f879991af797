import { notFound } from 'next/navigation'
import { Text } from '@/components/text'
import type { Actor } from '@/lib/actor'
import { withActor, type Tx } from '@/lib/db'
import { Refusal } from '@/lib/errors'
import type { Language } from '@/lib/trilingual'
import { readEditable, type Editable } from './mutations'
import { registerNumber } from './rules'
import { translators } from './translators'

/** The record of the address, and what else the page reads with it; no such page where it is unknown or hidden. */
export async function openForEditing<T = null>(actor: Actor, written: string, more?: (tx: Tx, now: Editable) => Promise<T>): Promise<{ now: Editable; address: string; more: T | null }> {
  try {
    return await withActor(actor, async (tx) => {
      const now = await readEditable(tx, written)
      return { now, address: registerNumber(now.number) ?? now.id, more: more ? await more(tx, now) : null }
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'notFound') notFound()
    throw error
  }
}

/** Where the reader is: the register, the record, and what is about to be done. */
export async function EditHead({ language, now, title }: { language: Language; now: Editable; title: string }) {
  const [tp, tc] = await translators(language, ['proposal', 'common'])
  const number = registerNumber(now.number)
  return (
    <>
      <p className="crumbs"><a href={`/${language}/proposals`}>{tp('register')}</a> › <a href={`/${language}/proposals/${number ?? now.id}`}>{number} <Text of={now.title} language={language} only={tc.raw('onlyIn') as Record<Language, string>} /></a></p>
      <h1>{title}</h1>
    </>
  )
}
