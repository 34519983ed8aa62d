import { expect, test } from 'vitest';
import { SECTORS, type Sector } from '../institutions/institution.ts';
import { ictFoto, TILES_MAX } from './ict-foto.ts';
import type { StarterAnswer } from './starter-inventory.ts';

const foto = (sector: Sector, answers: Readonly<Record<string, StarterAnswer>> = {}, items: Parameters<typeof ictFoto>[0]['items'] = []) =>
  ictFoto({ institution: { sector }, items, answers: new Map(Object.entries(answers)) });

test('every sector has tiles, at most forty, none twice, the most usual first', () => {
  for (const sector of SECTORS) {
    const { tiles } = foto(sector);
    expect(tiles.length).toBeGreaterThan(15);
    expect(tiles.length).toBeLessThanOrEqual(TILES_MAX);
    expect(new Set(tiles.map(({ product }) => product.id)).size).toBe(tiles.length);
    expect(tiles.map(({ ofTen }) => ofTen)).toEqual(tiles.map(({ ofTen }) => ofTen).toSorted((a, b) => b - a));
  }
});

test('a dossier is asked about though no dossier is as usual as forty other products', () => {
  const kinds = foto('hospital').tiles.map(({ product }) => product.kind);
  expect(kinds.filter((kind) => kind === 'dossier').length).toBeGreaterThan(2);
});

test('the tiles and their order stay the same while somebody answers', () => {
  const ids = (of: ReturnType<typeof foto>) => of.tiles.map(({ product }) => product.id);
  expect(ids(foto('ggz', { vecozo: 'unknown', zenya: 'not-have' }, [{ product: 'TOPdesk' }]))).toEqual(ids(foto('ggz')));
});

test('what was tapped, what was not known, and what a line of the inventory names already are answered', () => {
  const before = foto('ggz');
  const after = foto('ggz', { vecozo: 'unknown', zenya: 'not-have' }, [{ product: 'TOPdesk' }]);
  const answerOf = (id: string) => after.tiles.find(({ product }) => product.id === id)?.answer;
  expect([answerOf('vecozo'), answerOf('zenya'), answerOf('topdesk'), answerOf('digid')]).toEqual([
    'unknown',
    'not-have',
    'have',
    undefined,
  ]);
  expect(after.progress.answered).toBe(before.progress.answered + 3);
});

test('a line that is gone is asked about again, whatever was tapped once', () => {
  expect(foto('ggz', { topdesk: 'have' }).tiles.find(({ product }) => product.id === 'topdesk')?.answer).toBeUndefined();
});

test('who has a dossier is not asked for the others, and can be done', () => {
  const { tiles } = foto('hospital', {}, [{ supplier: 'ChipSoft', product: 'HiX' }]);
  const others = tiles.filter(({ product }) => product.kind === 'dossier' && product.id !== 'hix');
  expect(others.filter(({ isSpared, answer }) => isSpared || answer !== undefined)).toHaveLength(others.length);
  const answers = Object.fromEntries(tiles.map(({ product }) => [product.id, 'unknown' as const]));
  expect(foto('hospital', answers).progress).toEqual({ answered: tiles.length, of: tiles.length, isDone: true });
});
