import { describe, expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';
import { productKeysOfAdvisory } from './product-keys-of-advisory.ts';

/** Suppliers and products that no catalogue holds: each first half with each second, each product with the next supplier. */
const FIRST = ['Kwartel', 'Zilver', 'Hazel', 'Vlinder', 'Populier', 'Klaver', 'Schelp', 'Berken'];
const SECOND = ['vliet', 'berk', 'duin', 'struik', 'loper', 'horst', 'burcht'];
const NAMES = [
  'Labyrint',
  'Vizier',
  'Scriptor',
  'Roosteria',
  'Telemetra',
  'Apotheca',
  'Dienstrix',
  'Medorin',
  'Fysiolam',
  'Curaluxa',
  'Verplano',
];
const KINDS = ['Dossier', 'EPD', 'Planner', 'Viewer', 'Portaal'];
const WORLD = FIRST.flatMap((first, place) =>
  SECOND.map((second, other) => {
    const at = place * SECOND.length + other;
    const supplier = `${first}${second}`;
    const kind = KINDS[at % KINDS.length] ?? '';
    return { supplier, product: at % 3 === 0 ? `${supplier} ${kind}` : `${NAMES[at % NAMES.length] ?? ''} ${kind}` };
  }),
);
type Product = (typeof WORLD)[number];

/** The longest word with two of its letters swapped, one dropped or one doubled, in its middle. */
function withSlip(text: string, kind: 'swap' | 'drop' | 'double'): string {
  const word = text.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
  const middle = Math.floor(word.length / 2);
  const at = word[middle] === word[middle + 1] ? middle + 1 : middle;
  const [before, here, next, after] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)];
  return text.replace(word, before + { swap: next + here, drop: next, double: here + here + next }[kind] + after);
}

const advisories = WORLD.map(({ supplier, product }) => {
  const advisory = advisoryOf([{ id: 'p', vendor: `${supplier} Software B.V.`, name: product, range: '<4.3' }], { known_affected: ['p'] });
  return { prepared: prepareAdvisory(advisory, NO_ALIASES), keys: new Set(productKeysOfAdvisory(advisory, NO_ALIASES)) };
});

/** Of every product: what is said of it where a line writes it so, and how often another is said to be it. */
function written(as: (product: Product) => { supplier?: string; product: string }) {
  const own: string[] = [];
  let others = 0;
  for (const [place, product] of WORLD.entries()) {
    const item = prepareItem(lineOf({ supplier: undefined, ...as(product), version: '4.2' }), NO_ALIASES);
    for (const [at, { prepared, keys }] of advisories.entries()) {
      const match = item.keys.some((key) => keys.has(key)) ? matchItem(prepared, item) : undefined;
      const said = match?.kind === 'concerned' ? match.certainty : 'silence';
      if (at === place) own.push(said);
      else if ((said === 'certain' || said === 'likely') && WORLD[at]?.product !== product.product) others += 1;
    }
  }
  return { own, others };
}

describe('names that no catalogue holds', () => {
  test.each<[string, (product: Product) => { supplier?: string; product: string }, readonly string[]]>([
    [
      'with another form of the company',
      ({ supplier, product }) => ({ supplier: `${supplier} Nederland BV`, product }),
      ['certain', 'likely'],
    ],
    ['without the supplier', ({ product }) => ({ product }), ['likely']],
    ['all in one column', ({ supplier, product }) => ({ product: `${product} ${supplier} b.v.` }), ['likely', 'possible']],
    ['with letters swapped', ({ supplier, product }) => ({ supplier, product: withSlip(product, 'swap') }), ['likely']],
    ['with a letter too few', ({ supplier, product }) => ({ supplier, product: withSlip(product, 'drop') }), ['likely']],
    ['with a letter too many', ({ supplier, product }) => ({ supplier, product: withSlip(product, 'double') }), ['likely']],
    ['with a slip in the supplier', ({ supplier, product }) => ({ supplier: withSlip(supplier, 'swap'), product }), ['likely']],
    ['with a slip and no supplier', ({ product }) => ({ product: withSlip(product, 'drop') }), ['likely', 'possible']],
    ['as one word', ({ supplier, product }) => ({ supplier, product: product.replaceAll(' ', '') }), ['likely']],
    ['through a reseller', ({ supplier, product }) => ({ supplier: 'Hovenier ICT', product: `${supplier} ${product}` }), ['likely']],
  ])('%s are found, no surer than that, and are rarely taken for another', (_, as, allowed) => {
    const { own, others } = written(as);
    expect(own.filter((said) => !allowed.includes(said))).toEqual([]);
    expect(others / (WORLD.length * WORLD.length)).toBeLessThanOrEqual(0.0005);
  });
});
