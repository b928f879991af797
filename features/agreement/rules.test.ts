import { describe, expect, test } from 'vitest'
import { anchorOf, bySection, chapterOfArticle, heat, parseChapter, provisionTitle, sourceFor } from './rules'

test('a chapter is 1 to 34, written one way', () => {
  expect(['1', '19', '34'].map(parseChapter)).toEqual([1, 19, 34])
  for (const written of ['0', '35', '019', '19a', ' 19', '-1', '1e1', '']) expect(parseChapter(written)).toBeNull()
})

describe('a title', () => {
  const article = { title: { en: 'Definitions', fr: 'Définitions', es: null }, verified: false, titleFrEsVerified: true }
  test('carries the mark of the words shown, not of another language', () => {
    expect(provisionTitle(article, 'fr')).toEqual({ text: 'Définitions', lang: 'fr', fallback: false, verified: true })
    expect(provisionTitle(article, 'en')?.verified).toBe(false)
  })
  test('not seen in a language stays English and is marked as a fallback', () => {
    expect(provisionTitle(article, 'es')).toEqual({ text: 'Definitions', lang: 'en', fallback: true, verified: false })
  })
})

test('a source is the page of the language shown, else another, and only an address', () => {
  const of = { sourceUrl: 'https://example.org/en', sourceUrlFr: null, sourceUrlEs: 'javascript:alert(1)' }
  expect(sourceFor(of, 'fr')).toEqual({ url: 'https://example.org/en', lang: 'en' })
  expect(sourceFor(of, 'es')?.lang).toBe('en')
  expect(sourceFor({ sourceUrl: null, sourceUrlFr: null, sourceUrlEs: null }, 'en')).toBeNull()
})

test('sections group what follows one another', () => {
  const rows = [{ section: null, n: 1 }, { section: 'A', n: 2 }, { section: 'A', n: 3 }, { section: null, n: 4 }]
  expect(bySection(rows).map((group) => group.rows.map((row) => row.n))).toEqual([[1], [2, 3], [4]])
})

test('an article leads to its chapter', () => {
  expect(chapterOfArticle('30.1-30.3')).toBe(30)
  expect(chapterOfArticle(null)).toBeNull()
})

test('anchors', () => {
  expect(['19.3', 'Annex 4-B Appendix', 'SL-03'].map(anchorOf)).toEqual(['art-19.3', 'annex-4-b-appendix', 'sl-03'])
})

test('heat rises with the count, and one of many is still shown', () => {
  expect(heat(0, 10)).toBe(0)
  expect(heat(1, 1000)).toBe(1)
  expect(heat(1000, 1000)).toBe(5)
  expect(heat(1, 1)).toBe(5)
  expect([1, 2, 3, 4, 5].map((n) => heat(n, 5))).toEqual([1, 2, 3, 4, 5])
})
