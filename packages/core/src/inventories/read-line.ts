import type { Problem } from '../basics/problem.ts';
import { cleanText, holdsBsnLike, saysUnknown } from '../basics/clean-text.ts';
import { EXPOSURES, type Exposure, type Item } from './item.ts';
import type { ItemField } from './headings.ts';
import type { Unkeyed } from './item-key.ts';
import type { ItemTexts, LineProblemCode } from './inventory-reading.ts';
import { holdsSeveralVersions, readExposure, readImportance, readQuantity } from './read-words.ts';

/** Longest text of one field; product and supplier are indexed and stay shorter. UTF-16 units. */
export const TEXT_CHARACTERS_MAX = 500;
export const NAME_CHARACTERS_MAX = 200;

/** One line understood: what of it is used, or undefined where it names no product; and what there is to say about it. */
export type UnderstoodLine = {
  readonly line: (Unkeyed & { readonly institution?: string }) | undefined;
  readonly problems: readonly Problem<LineProblemCode>[];
};

/**
 * Understands one line of any format. `at` names the place of a field in the file for its problems. Unknown ("?", "weet ik niet", an
 * empty cell) is absent; what can't be understood is absent and pointed out; texts are member-controlled and only cleaned.
 */
export function readLine(texts: ItemTexts, at: (field?: ItemField) => string): UnderstoodLine {
  const problems: Problem<LineProblemCode>[] = [];
  const say = (code: LineProblemCode, field: ItemField | undefined, message: string, hint?: string) => {
    problems.push({ code, at: at(field), message, ...(hint === undefined ? {} : { hint }) });
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
  const content: Omit<Item, 'key'> = {
    product,
    exposure: readExposureText(text('exposure'), say),
    ...present('supplier', supplier),
    ...present('version', readVersion(text('version'), say)),
    ...present('identifier', identifier),
    ...present('hosting', text('hosting')),
    ...present('importance', readImportanceText(text('importance'), say)),
    ...present('quantity', readQuantityText(text('quantity'), say)),
    ...present('owner', text('owner')),
  };
  return { line: { content, ...present('ownKey', text('item')), ...present('institution', text('institution')) }, problems };
}

type Say = (code: LineProblemCode, field: ItemField | undefined, message: string, hint?: string) => void;

function present<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]?: Value });
}

function readText(raw: string | undefined, field: ItemField, say: Say): string | undefined {
  if (raw === undefined) return undefined;
  const max = field === 'product' || field === 'supplier' || field === 'institution' ? NAME_CHARACTERS_MAX : TEXT_CHARACTERS_MAX;
  const text = cleanText(raw, max);
  if (saysUnknown(text)) return undefined;
  if (raw.length > max && cleanText(raw, max + 1).length > max)
    say('text-too-long', field, `This text is longer than ${max} characters; the rest was left out.`);
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

function readVersion(text: string | undefined, say: Say): string | undefined {
  if (text !== undefined && holdsSeveralVersions(text)) {
    say(
      'several-versions',
      'version',
      'This holds several versions. It is kept as written; matching it will be uncertain.',
      'Use one line for each version, with its quantity.',
    );
  }
  return text;
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
