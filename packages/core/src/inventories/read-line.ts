import type { Facts } from '../basics/facts.ts';
import type { Problem } from '../basics/problem.ts';
import { cleanText, holdsBsnLike, saysUnknown } from '../basics/clean-text.ts';
import { EXPOSURES, type Exposure, type Item } from './item.ts';
import type { ItemField } from './headings.ts';
import type { Unkeyed } from './item-key.ts';
import type { ItemTexts, LineProblemCode } from './inventory-reading.ts';
import { readExposure, readImportance, readQuantity } from './read-words.ts';
import { splitVersions, type VersionPart } from './split-versions.ts';

/** Longest text of one field; product and supplier are indexed and stay shorter. UTF-16 units. */
export const TEXT_CHARACTERS_MAX = 500;
export const NAME_CHARACTERS_MAX = 200;

/** One line understood: what of it is used, or undefined where it names no product; and what there is to say about it. */
export type UnderstoodLine = {
  readonly line: (Unkeyed & { readonly institution?: string; readonly versions?: readonly VersionPart[] }) | undefined;
  readonly problems: readonly Problem<LineProblemCode>[];
};

/**
 * Understands one line of any format. `at` names the place of a field in the file for its problems. Unknown ("?", "weet ik niet", an
 * empty cell) is absent; what can't be understood is absent and pointed out; texts are member-controlled and only cleaned. A version cell
 * that a person typed may hold several (`versions`); one that a program wrote holds one, whatever it looks like.
 */
export function readLine(
  texts: ItemTexts,
  at: (field?: ItemField) => string,
  versionsAre: 'typed' | 'generated' = 'typed',
): UnderstoodLine {
  const problems: Problem<LineProblemCode>[] = [];
  const say: Say = (code, field, message, hint, facts) => {
    problems.push({ code, at: at(field), message, ...(hint === undefined ? {} : { hint }), ...(facts === undefined ? {} : { facts }) });
  };
  const text = (field: ItemField) => readText(texts[field], field, say);
  const identifier = text('identifier');
  const supplier = text('supplier');
  const named = text('product') ?? nameInIdentifier(identifier);
  // A line that knows the supplier alone still says whom the institution relies on; left out, it would be silence.
  if (named === undefined && supplier !== undefined) {
    say(
      'product-is-supplier',
      'product',
      'This line names a supplier and no product. It is kept under the name of the supplier.',
      'Fill in the product as you call it yourself.',
    );
  }
  const product = named ?? supplier;
  if (product === undefined) {
    say(
      'product-missing',
      'product',
      'This line names no product, so it was left out.',
      'Fill in the product as you call it yourself; anything else may stay empty.',
    );
    return { line: undefined, problems };
  }
  const quantity = readQuantityText(text('quantity'), say);
  const said =
    versionsAre === 'typed' ? readVersions(texts.version, text('version'), quantity, identifier, say) : { version: text('version') };
  const content: Unkeyed['content'] = {
    product,
    exposure: readExposureText(text('exposure'), say),
    ...present('supplier', supplier),
    ...present('version', said.version),
    ...present('identifier', identifier),
    ...present('hosting', text('hosting')),
    ...present('importance', readImportanceText(text('importance'), say)),
    ...present('quantity', quantity ?? said.quantity),
    ...present('owner', text('owner')),
  };
  return {
    line: {
      content,
      ...present('ownKey', text('item')),
      ...present('institution', text('institution')),
      ...present('versions', said.versions),
    },
    problems,
  };
}

type Say = (code: LineProblemCode, field: ItemField | undefined, message: string, hint?: string, facts?: Facts) => void;

function present<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]?: Value });
}

function readText(raw: string | undefined, field: ItemField, say: Say): string | undefined {
  if (raw === undefined) return undefined;
  const max = field === 'product' || field === 'supplier' || field === 'institution' ? NAME_CHARACTERS_MAX : TEXT_CHARACTERS_MAX;
  const text = cleanText(raw, max);
  if (saysUnknown(text)) return undefined;
  if (raw.length > max && cleanText(raw, max + 1).length > max)
    say('text-too-long', field, `This text is longer than ${max} characters; the rest was left out.`, undefined, { most: max });
  // Text that a spreadsheet program would run as a formula when somebody exports and opens it again.
  if (/^[=+@-]/.test(text))
    say('formula-like', field, 'This text begins like a formula (=, +, - or @). It is kept as text and never calculated.');
  if (field !== 'identifier' && holdsBsnLike(text)) {
    say(
      'bsn-like',
      field,
      'This text holds nine digits that look like a citizen service number (BSN).',
      'An inventory needs no personal data: take the number out if it is one.',
    );
  }
  return text;
}

type SaidVersions = { readonly version?: string; readonly quantity?: number; readonly versions?: readonly VersionPart[] };

/** Line ends within a cell part versions as well as commas do, so the cell is looked at as it came. */
function readVersions(
  raw: string | undefined,
  cleaned: string | undefined,
  quantity: number | undefined,
  identifier: string | undefined,
  say: Say,
): SaidVersions {
  if (cleaned === undefined) return {};
  const cell = (raw ?? '').trim();
  const split = splitVersions(
    /[\r\n]/.test(cell) && cell.length <= TEXT_CHARACTERS_MAX ? cell.replace(/[^\S\r\n]+/g, ' ') : cleaned,
    quantity,
  );
  if (split.kind === 'one') return { version: split.version, ...present('quantity', split.quantity) };
  // An identifier with a version of its own speaks of one of them, and of which can't be told.
  if (split.kind === 'doubt' || (identifier !== undefined && namesVersion(identifier))) {
    say(
      'several-versions',
      'version',
      'This holds several versions, and which is which is not clear. It is kept as written; matching it will be uncertain.',
      'Use one line for each version, with its quantity.',
    );
    return { version: cleaned };
  }
  const counts = split.parts.flatMap((part) => part.quantity ?? []);
  const sum = counts.reduce((total, count) => total + count, 0);
  say(
    'versions-split',
    'version',
    `This holds ${split.parts.length} versions, so it was read as ${split.parts.length} lines.${counts.length < split.parts.length ? ' How many there are of each is not said everywhere, and counts as unknown.' : ''}`,
  );
  if (quantity !== undefined && counts.length === split.parts.length && sum !== quantity)
    say(
      'quantities-differ',
      'quantity',
      `The quantities beside the versions add up to ${sum} and the line says ${quantity}; those beside the versions were taken.`,
    );
  return { versions: split.parts.map((part) => ({ ...part, version: cleanText(part.version, TEXT_CHARACTERS_MAX) })) };
}

/** A purl with "@", or a CPE whose version is neither "any" nor "none". */
function namesVersion(identifier: string): boolean {
  return /^pkg:[^?#]*@/i.test(identifier) || /^cpe:2\.3:[aho*-]:(?:\\.|[^:\\])*:(?:\\.|[^:\\])*:[^*:-]/i.test(identifier);
}

function readExposureText(text: string | undefined, say: Say): Exposure {
  if (text === undefined) return 'unknown';
  const exposure = readExposure(text) ?? EXPOSURES.find((known) => known === text);
  if (exposure !== undefined) return exposure;
  say(
    'exposure-unreadable',
    'exposure',
    'This is none of the words for exposure, so it counts as unknown.',
    'Use internet, koppeling, intern or los (internet, connection, internal, isolated).',
  );
  return 'unknown';
}

function readImportanceText(text: string | undefined, say: Say): Item['importance'] {
  if (text === undefined) return undefined;
  const importance = readImportance(text);
  if (importance === undefined)
    say('importance-unreadable', 'importance', 'This is no importance, so it counts as unknown.', 'Use 1 (critical) to 4 (low).');
  return importance;
}

function readQuantityText(text: string | undefined, say: Say): number | undefined {
  if (text === undefined) return undefined;
  const quantity = readQuantity(text);
  if (quantity === undefined) say('quantity-unreadable', 'quantity', 'This is no whole number, so the quantity counts as unknown.');
  return quantity;
}

/** The product that a CPE or purl names: a line with an identifier and no name is still a line. */
function nameInIdentifier(identifier: string | undefined): string | undefined {
  if (identifier === undefined) return undefined;
  const cpe = /^cpe:2\.3:[aho*-]:(?:\\.|[^:\\])*:((?:\\.|[^:\\])+)/i.exec(identifier) ?? /^cpe:\/[aho]?:[^:]*:([^:]+)/i.exec(identifier);
  const purl = /^pkg:[^/]+\/(?:[^@?#]*\/)?([^/@?#]+)/i.exec(identifier);
  const name = (cpe?.[1]?.replace(/\\(.)/g, '$1') ?? purl?.[1])?.replaceAll('_', ' ');
  return name === undefined || /^[*-]$/.test(name) ? undefined : cleanText(name, NAME_CHARACTERS_MAX) || undefined;
}
