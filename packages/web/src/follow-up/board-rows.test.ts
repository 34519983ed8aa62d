import { expect, test } from 'vitest';
import type { Concerned } from './board-queries.ts';
import { boardRows } from './board-rows.ts';

const line = (institution: string, more: Partial<Concerned>): Concerned => ({
  institutionId: institution,
  institution,
  sector: 'ggz',
  decision: 'warn',
  urgency: 'act-now',
  certainty: 'certain',
  label: 'GREEN',
  reasons: [],
  askedInVersion: 1,
  told: true,
  deliveries: [],
  standing: 'silent',
  followUp: true,
  ...more,
});

test('whom the version in force leaves alone stays on the board: who was silent is silent, who answered has answered', () => {
  const rows = boardRows(
    [
      line('Rietmark', { decision: 'update' }),
      line('Elzenbocht', { decision: 'stay-silent', because: 'action-unchanged' }),
      line('Wilgenrak', { decision: 'stay-silent', because: 'outside-audience', told: false }),
      line('Duinmark', { decision: 'warn', standing: 'not-asked' }),
    ],
    [],
  );
  expect(rows.map(({ id }) => id)).toEqual(['Elzenbocht', 'Rietmark']);
});
