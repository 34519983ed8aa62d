import { cleanText } from '../basics/clean-text.ts';
import { idOf, type AdvisoryId } from '../basics/ids.ts';
import { elements, field, isObject, textAt, type JsonView } from '../basics/json-view.ts';
import type { Problem } from '../basics/problem.ts';
import { read, unreadable, type Read } from '../basics/read.ts';
import { SECTORS, type Sector } from '../institutions/institution.ts';
import type { Confirmation, Matter, Scope, ScopeProduct } from './matter.ts';

/** A matter as somebody hands it in. */
export type MatterEntry = Pick<Matter, 'kind' | 'title' | 'source' | 'confirmation' | 'scope' | 'advisoryIds'>;

/** Bounds: beyond them somebody sends something else than one matter. UTF-16 units and elements. */
export const MATTER_LIMITS = { title: 300, source: 300, name: 200, scope: 200, advisories: 100, regions: 11 } as const;

const RAW_CHARACTERS_MAX = 4_000;

/**
 * Reads a matter: `{ kind?, title, source, confirmation?, scope?, advisoryIds? }`. What is not said is unconfirmed; a matter that joins
 * advisories is of kind `advisory`, else `report`. A part of the scope that can't be read is an error and not left out: it would silently
 * warn too few. All problems come back at once.
 */
export function readMatter(handedIn: unknown): Read<MatterEntry> {
  const problems: Problem[] = [];
  const view: JsonView = { value: handedIn, at: '' };
  const advisoryIds = readAdvisoryIds(field(view, 'advisoryIds'), problems);
  const matter = {
    kind: readKind(field(view, 'kind'), advisoryIds, problems),
    title: readRequired(field(view, 'title'), MATTER_LIMITS.title, 'title', problems),
    source: readRequired(field(view, 'source'), MATTER_LIMITS.source, 'source', problems),
    confirmation: readConfirmation(field(view, 'confirmation'), problems),
    scope: readScope(field(view, 'scope'), problems),
    advisoryIds,
  };
  return problems.length === 0 ? read(matter) : unreadable(...problems);
}

function readKind(view: JsonView, advisoryIds: readonly AdvisoryId[], problems: Problem[]): Matter['kind'] {
  switch (view.value) {
    case undefined:
      return advisoryIds.length > 0 ? 'advisory' : 'report';
    case 'advisory':
      if (advisoryIds.length === 0)
        problems.push({ code: 'advisory-missing', at: view.at, message: 'A matter of kind advisory joins at least one advisory.' });
      return 'advisory';
    case 'report':
    case 'wave':
      return view.value;
    default:
      problems.push({ code: 'kind-unknown', at: view.at, message: 'The kind of a matter is advisory, report or wave.' });
      return 'report';
  }
}

function readRequired(view: JsonView, max: number, what: string, problems: Problem[]): string {
  const text = cleanText(textAt(view, RAW_CHARACTERS_MAX) ?? '', RAW_CHARACTERS_MAX);
  if (text === '') problems.push({ code: `${what}-missing`, at: view.at, message: `A matter needs a ${what}.` });
  else if (text.length > max)
    problems.push({ code: `${what}-too-long`, at: view.at, message: `The ${what} has ${text.length} characters; ${max} is the most.` });
  return text;
}

/** Absent is unconfirmed: nobody vouched for it yet. */
function readConfirmation(view: JsonView, problems: Problem[]): Confirmation {
  if (view.value === undefined) return { kind: 'unconfirmed' };
  const kind = field(view, 'kind').value;
  if (kind === 'confirmed' || kind === 'unconfirmed') return { kind };
  if (kind === 'claim-of') return { kind, claimant: readRequired(field(view, 'claimant'), MATTER_LIMITS.name, 'claimant', problems) };
  problems.push({
    code: 'confirmation-unknown',
    at: view.at,
    message: 'The degree of confirmation is confirmed, unconfirmed or claim-of with its claimant.',
  });
  return { kind: 'unconfirmed' };
}

function readScope(view: JsonView, problems: Problem[]): Scope {
  return {
    products: readList(field(view, 'products'), MATTER_LIMITS.scope, problems, readScopeProduct),
    suppliers: readList(field(view, 'suppliers'), MATTER_LIMITS.scope, problems, readName),
    sectors: readList(field(view, 'sectors'), SECTORS.length, problems, readSectorWord),
    regions: readList(field(view, 'regions'), MATTER_LIMITS.regions, problems, readRegion),
  };
}

function readList<Value>(
  view: JsonView,
  max: number,
  problems: Problem[],
  readOne: (view: JsonView, problems: Problem[]) => Value | undefined,
): readonly Value[] {
  if (view.value === undefined) return [];
  if (!Array.isArray(view.value)) {
    problems.push({ code: 'list-expected', at: view.at, message: 'A list is expected here.' });
    return [];
  }
  if (view.value.length > max)
    problems.push({ code: 'too-many', at: view.at, message: `This list has more than ${max} elements.`, facts: { most: max } });
  return elements(view, max).flatMap((element) => readOne(element, problems) ?? []);
}

function readScopeProduct(view: JsonView, problems: Problem[]): ScopeProduct | undefined {
  const product = isObject(view) ? readName(field(view, 'product'), problems) : undefined;
  if (product === undefined) {
    if (!isObject(view))
      problems.push({ code: 'product-unreadable', at: view.at, message: 'A product in scope is an object with `product`.' });
    return undefined;
  }
  return {
    product,
    ...optionalName('supplier', field(view, 'supplier')),
    ...optionalName('variant', field(view, 'variant')),
    ...optionalName('tenant', field(view, 'tenant')),
  };
}

function optionalName<Name extends 'supplier' | 'variant' | 'tenant'>(name: Name, view: JsonView): { [name in Name]?: string } {
  const text = cleanText(textAt(view, RAW_CHARACTERS_MAX) ?? '', MATTER_LIMITS.name);
  return text === '' ? {} : ({ [name]: text } as { [name in Name]?: string });
}

function readName(view: JsonView, problems: Problem[]): string | undefined {
  const text = cleanText(textAt(view, RAW_CHARACTERS_MAX) ?? '', RAW_CHARACTERS_MAX);
  if (text !== '' && text.length <= MATTER_LIMITS.name) return text;
  problems.push({ code: 'name-unreadable', at: view.at, message: `A name of 1 to ${MATTER_LIMITS.name} characters is expected here.` });
  return undefined;
}

function readSectorWord(view: JsonView, problems: Problem[]): Sector | undefined {
  const sector = SECTORS.find((word) => word === view.value);
  if (sector === undefined)
    problems.push({
      code: 'sector-unknown',
      at: view.at,
      message: 'This is no sector that we know.',
      hint: `One of ${SECTORS.join(', ')}.`,
    });
  return sector;
}

function readRegion(view: JsonView, problems: Problem[]): number | undefined {
  const region = view.value;
  if (typeof region === 'number' && Number.isInteger(region) && region >= 1 && region <= 11) return region;
  problems.push({ code: 'region-unknown', at: view.at, message: 'A ROAZ region is a whole number from 1 to 11.' });
  return undefined;
}

function readAdvisoryIds(view: JsonView, problems: Problem[]): readonly AdvisoryId[] {
  const ids = readList(view, MATTER_LIMITS.advisories, problems, (element) => {
    const text = textAt(element, 200);
    if (text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return idOf<'Advisory'>(text);
    problems.push({ code: 'advisory-id-unreadable', at: element.at, message: 'This is no id of an advisory.' });
    return undefined;
  });
  return [...new Set(ids)];
}
