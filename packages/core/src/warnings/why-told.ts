import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import type { ConcernedReason } from '../matching/concerned.ts';
import { CERTAINTIES, REASONS, type Certainty, type Reason } from '../matching/match.ts';
import type { Decision } from './decision.ts';
import { joinProducts } from './join-products.ts';
import { productInWords } from './product-in-words.ts';
import { words, type WordKey, type Words } from './words.ts';

const CLAUSES_MAX = 3;

type ProductClause = Extract<WordKey, `because.${string}`> &
  ('because.inventory' | 'because.supplier' | 'because.tenant' | 'because.component' | 'because.connection');
type Clause = { readonly products: ProductClause } | { readonly plain: 'because.observed' | 'because.sector' };

/** Who said so: the institution's own list, a relation it has, somebody looking from outside, its place in the sector. */
const CLAUSES: Readonly<Record<Reason, Clause>> = {
  'product-version': { products: 'because.inventory' },
  'product-version-unknown': { products: 'because.inventory' },
  'product-name': { products: 'because.inventory' },
  supplier: { products: 'because.supplier' },
  tenant: { products: 'because.tenant' },
  component: { products: 'because.component' },
  connection: { products: 'because.connection' },
  observed: { plain: 'because.observed' },
  sector: { plain: 'because.sector' },
};

/**
 * "U krijgt dit omdat …": the first line of a message, of the answer page and of what the API tells. Strongest certainty first; products
 * in words, joined and bounded; no version, count or exposure. Always begins so, whatever the reasons are.
 */
export function whyTold({
  decision,
  language,
}: {
  readonly decision: Pick<Decision, 'kind' | 'reasons'>;
  readonly language: Language;
}): string {
  const say = words(language);
  if (decision.kind === 'close') return say('because.told-before');
  const groups = groupReasons(decision.reasons);
  const [first, ...others] = groups;
  if (first === undefined) return say('because.unknown');
  const also = others.slice(0, CLAUSES_MAX - 1);
  const more = groups.length - 1 - also.length;
  return [
    say('because.first', { clause: clauseOf(first, say), sure: sureOf(first, say) }),
    ...also.map((group) => say('because.also', { clause: clauseOf(group, say), sure: sureOf(group, say) })),
    ...(more > 0 ? [say('because.more', { count: more })] : []),
  ].join(' ');
}

type Group = { readonly reason: Reason; readonly certainty: Certainty; readonly reasons: readonly ConcernedReason[] };

/** One clause per way of saying it: reasons that read alike and are equally sure are one. */
function groupReasons(reasons: readonly ConcernedReason[]): readonly Group[] {
  const ordered = reasons.toSorted(
    (a, b) => CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) || REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason),
  );
  const groups = new Map<string, { reason: Reason; certainty: Certainty; reasons: ConcernedReason[] }>();
  for (const reason of ordered) {
    const clause = CLAUSES[reason.reason];
    const key = `${reason.certainty} ${'plain' in clause ? clause.plain : clause.products}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { reason: reason.reason, certainty: reason.certainty, reasons: [reason] });
    else group.reasons.push(reason);
  }
  return [...groups.values()];
}

function clauseOf(group: Group, say: Words): string {
  if (group.reasons.every(isOfDrill)) return say('because.drill');
  const clause = CLAUSES[group.reason];
  return 'plain' in clause ? say(clause.plain) : say(clause.products, { products: joinProducts(namesOf(group), say) });
}

function isOfDrill({ evidence }: ConcernedReason): boolean {
  return evidence.some(({ identifiedBy }) => identifiedBy === 'drill');
}

/** Each name once, whatever its capitals. Where the reason is a supplier, it is the supplier that is named. */
function namesOf(group: Group): readonly string[] {
  const names = new Map<string, string>();
  for (const reason of group.reasons) {
    const name = reason.reason === 'supplier' ? supplierOf(reason) : productInWords(reason);
    if (name !== undefined && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

function supplierOf(reason: ConcernedReason): string | undefined {
  const supplier = cleanText(reason.supplier ?? '', 200);
  return supplier === '' ? productInWords(reason) : productInWords({ product: supplier, item: reason.item });
}

function sureOf({ certainty, reason }: Group, say: Words): string {
  if (certainty === 'likely') return say(reason.startsWith('product-') ? 'sure.likely-version' : 'sure.likely');
  return say(`sure.${certainty}`);
}
