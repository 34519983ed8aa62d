import { expect, test } from 'vitest';
import { mayGoOut } from '../deliveries/may-go-out.ts';
import { composeEndOfWeek, type WeekLine } from './compose-end-of-week.ts';
import { at, lindemark } from './example-warning.test-support.ts';

const line = (more: Partial<WeekLine> = {}): WeekLine => ({
  reference: 'FW-2026-0031',
  title: 'Lek in Meridiaan EPD',
  tlp: 'GREEN',
  urgency: 'this-week',
  isNew: true,
  isOpen: true,
  ...more,
});
const week = (...lines: readonly WeekLine[]) =>
  composeEndOfWeek({
    institution: { id: lindemark, name: 'Ziekenhuis Lindemark' },
    language: 'nl',
    week: '2026-11-23',
    lines,
    cert: { name: 'Z-CERT', phone: '030 123 45 67', domain: 'cert.example' },
  });

test('who was told nothing and has nothing open is not written to', () => {
  expect(week()).toBeUndefined();
  expect(week(line({ isNew: false, isOpen: false }))).toBeUndefined();
});

test('what is still open comes first, then what came this week', () => {
  const message = week(line(), line({ reference: 'FW-2026-0030', isNew: false }), line({ reference: 'FW-2026-0032', isOpen: false }));
  expect(message).toMatchObject({
    subject: 'Uw week: 2 dingen staan nog open',
    label: 'GREEN',
    key: `end-of-week/2026-11-23/${lindemark}/nl`,
  });
  expect(message?.blocks.map((block) => ('items' in block ? block.items.length : block.text))).toEqual([
    'Dit staat nog open',
    2,
    'Dit kreeg u deze week',
    2,
  ]);
});

test('a week in which all was done says thank you', () => {
  expect(week(line({ isOpen: false }))?.opening).toBe('U hoeft nu niets te doen. Alles van deze week is afgehandeld. Dank u wel.');
});

test('what is above GREEN is counted and not named', () => {
  const message = week(line({ tlp: 'AMBER', title: 'Geheim', reference: 'FW-2026-0099' }));
  expect(JSON.stringify(message)).not.toMatch(/Geheim|FW-2026-0099/);
  expect(JSON.stringify(message)).toMatch(/En 1 bericht dat u na aanmelden leest/);
  expect(message === undefined ? undefined : mayGoOut(message, 'email', at('2026-11-27T13:00:00Z'))).toEqual({ kind: 'yes' });
});
