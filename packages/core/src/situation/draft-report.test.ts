import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { draftReport } from './draft-report.ts';
import type { ReportFacts } from './report.ts';

const at = (text: string) => readInstant(text) as Instant;
const PERIOD = { from: at('2026-11-23T07:00:00Z'), to: at('2026-11-23T15:00:00Z') };
const NOTHING: ReportFacts = {
  handlers: [],
  released: [],
  matters: [],
  setAside: [],
  calls: [],
  help: { opened: 0, done: 0, open: 0, late: 0 },
  toDo: [],
};
const SENT = {
  reference: 'FW-2026-0001',
  version: 1,
  kind: 'initial',
  title: { nl: 'Lek in Meridiaan EPD', en: 'Flaw in Meridiaan EPD' },
  urgency: 'act-now',
  tlp: 'GREEN',
  at: at('2026-11-23T09:12:00Z'),
  told: 62,
} as const;
const section = (report: ReturnType<typeof draftReport>, code: string) => report.sections.find((one) => one.code === code)?.lines;

test('a shift report says who had duty, what was done and what waits', () => {
  const facts: ReportFacts = {
    ...NOTHING,
    handlers: [{ name: 'A. Analist', entries: 41 }],
    released: [SENT],
    calls: [{ outcome: 'no-answer', count: 3 }],
    help: { opened: 2, done: 1, open: 1, late: 1 },
    matters: [{ title: 'Golf', source: 'telefoon', openedAt: PERIOD.from, owner: 'T. Tweede' }],
    toDo: ['FW-2026-0002: concept versie 1'],
  };
  const report = draftReport('shift', facts, PERIOD, 'nl');
  expect(report).toMatchObject({ title: 'Shiftrapport', tlp: 'AMBER+STRICT' });
  expect(report.sections.map(({ code }) => code)).toEqual(['handlers', 'contacts', 'help', 'matters', 'released', 'to-do']);
  expect(section(report, 'contacts')).toEqual(['Geen gehoor: 3']);
  expect(section(report, 'help')).toEqual(['2 nieuw, 1 afgehandeld, 1 open, waarvan 1 te laat.']);
  expect(section(report, 'matters')).toEqual(['Golf: telefoon, bij T. Tweede']);
  expect(section(report, 'released')).toEqual([
    'FW-2026-0001 v1: Lek in Meridiaan EPD (Nu handelen, eerste, 62 instellingen, 2026-11-23 09:12 UTC)',
  ]);
});

test('an end-of-week for members holds nothing above GREEN', () => {
  const secret = { ...SENT, reference: 'FW-2026-0009', tlp: 'AMBER' as const };
  const weekly = draftReport('end-of-week', { ...NOTHING, released: [SENT, secret] }, PERIOD, 'en');
  expect(weekly.tlp).toBe('GREEN');
  expect(section(weekly, 'released')).toEqual([
    'FW-2026-0001 v1: Flaw in Meridiaan EPD (Act now, first, 62 institutions, 2026-11-23 09:12 UTC)',
  ]);
  expect(section(draftReport('day', { ...NOTHING, released: [SENT, secret] }, PERIOD, 'en'), 'released')).toHaveLength(2);
});

test('where nothing happened it says so, and what only a person knows is left to a person', () => {
  const report = draftReport('day', NOTHING, PERIOD, 'nl');
  expect(section(report, 'released')).toEqual(['Niets.']);
  expect(section(report, 'media')).toEqual(['Vul zelf aan.']);
});

test('a busy day is cut and says by how much', () => {
  const setAside = Array.from({ length: 250 }, (_, place) => ({ title: `Zaak ${place}`, because: 'niet in gebruik' }));
  expect(section(draftReport('day', { ...NOTHING, setAside }, PERIOD, 'nl'), 'set-aside')?.at(-1)).toBe('En nog 50.');
});
