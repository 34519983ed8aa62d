import type { Advisory } from './advisory.ts';

/** Who speaks of a vulnerability, by the form in which it does; the nearer to who made the product, the earlier. */
export const SOURCE_KINDS = ['csaf', 'cve', 'osv', 'nvd'] as const satisfies readonly Advisory['format'][];
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What sources may disagree about. */
export const TOPICS = ['status', 'score', 'affected'] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * Who decides: `first`, the first of these kinds that says anything; `highest`, the highest number; `every`, all that say something together, so
 * that none takes away what another one says.
 */
export type SourceRule = {
  readonly id: string;
  readonly topic: Topic;
  /** YYYY-MM-DD: in force from this day on, until a later row of the same topic. */
  readonly from: string;
  readonly decides: 'first' | 'highest' | 'every';
  readonly order: readonly SourceKind[];
  readonly sentence: { readonly nl: string; readonly en: string };
};

/** Dated data (invariant 11; decision record 019). */
export const SOURCE_RULES: readonly SourceRule[] = [
  {
    id: 'status-cve-program',
    topic: 'status',
    from: '2026-11-01',
    decides: 'first',
    // Who gave the number says whether it stands: a publisher may go on about a number that was taken back.
    order: ['cve', 'nvd', 'csaf', 'osv'],
    sentence: {
      nl: 'Of het CVE-nummer geldt, zegt wie de nummers uitgeeft: het CVE-programma.',
      en: 'Whether the CVE number stands is said by who gives the numbers: the CVE program.',
    },
  },
  {
    id: 'score-highest',
    topic: 'score',
    from: '2026-11-01',
    decides: 'highest',
    order: SOURCE_KINDS,
    sentence: {
      nl: 'De hoogste score telt; van gelijke scores die van de maker.',
      en: "The highest score counts; of equal ones the maker's.",
    },
  },
  {
    id: 'affected-every',
    topic: 'affected',
    from: '2026-11-01',
    decides: 'every',
    order: SOURCE_KINDS,
    sentence: {
      nl: 'Wat een van de bronnen getroffen noemt, telt als getroffen; een bron die minder noemt, neemt niets weg.',
      en: 'What one of the sources calls affected counts as affected; a source that names less takes nothing away.',
    },
  },
];

/** The rule for a topic on this day: the one that came in force last. */
export function ruleOn(topic: Topic, day: string, rules: readonly SourceRule[] = SOURCE_RULES): SourceRule | undefined {
  return rules.filter((rule) => rule.topic === topic && rule.from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
}
