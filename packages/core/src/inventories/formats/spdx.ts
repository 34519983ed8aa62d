import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { elements, field, isObject, textAt, type JsonView } from '../../basics/json-view.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { componentPaths, EDGES_MAX } from '../component-paths.ts';
import { keyLines, type PlacedLine } from '../key-lines.ts';
import { readLine } from '../read-line.ts';
import type { InventoryReading, ItemTexts } from '../inventory-reading.ts';
import { COMPONENTS_MAX } from './cyclonedx.ts';
import { PROBLEMS_MAX } from './table.ts';

const TEXT_MAX = 4_000;
/** A package has a handful of references; beyond this nobody means them. Publisher-controlled. */
const REFERENCES_MAX = 200;

/**
 * An SPDX document in JSON, 2.2 and 2.3 (`packages`, SPDX 2.3 §7) or 3.0 as JSON-LD (`@graph` with `software_Package`), to an inventory:
 * every package is a line, with its purl or else its CPE, and its supplier or else its originator. NOASSERTION and NONE are unknown.
 * Relationships (`DESCRIBES`, `CONTAINS`, `DEPENDS_ON` and their like) tell by which way each is in what the document describes.
 * Files and snippets are no products. Unreadable in words where it has no package with a name. Never throws.
 */
export function readSpdx(json: unknown): Read<InventoryReading> {
  const document: JsonView = { value: json, at: '' };
  const problems: Problem[] = [];
  const bill =
    Array.isArray(field(document, '@graph').value) || field(document, '@context').value !== undefined
      ? readThree(document, problems)
      : readTwo(document, problems);
  if (bill.packages.length > COMPONENTS_MAX) return tooManyLines({ at: '/packages', of: 'packages', most: COMPONENTS_MAX });
  const lines = linesOf(bill, problems);
  if (lines.length === 0) {
    return unreadable(
      {
        code: 'no-lines',
        at: '',
        message: 'This SPDX document names no package, so there is nothing to take over.',
        hint: 'A document of files and licences only is not an inventory.',
        facts: { about: 'no-components' },
      },
      ...problems.slice(0, PROBLEMS_MAX),
    );
  }
  return read({ format: 'spdx', lines: keyLines(lines), columns: [], ignoredColumns: [] }, problems.slice(0, PROBLEMS_MAX));
}

/** What both generations say, in one form. */
type Bill = {
  readonly packages: readonly { readonly view: JsonView; readonly ref: string; readonly texts: ItemTexts }[];
  readonly roots: readonly string[];
  readonly edges: ReadonlyMap<string, readonly string[]>;
};

function linesOf({ packages, roots, edges }: Bill, problems: Problem[]): readonly PlacedLine[] {
  const nodes = packages.map(({ ref, texts }) => ({ ref, name: texts.product ?? ref }));
  const refs = new Set(packages.map(({ ref }) => ref));
  const [root, second] = roots.filter((ref) => refs.has(ref));
  const paths = root === undefined || second !== undefined ? undefined : componentPaths(nodes, root, edges);
  return packages.flatMap(({ view, ref, texts }) => {
    if (texts.product === undefined && texts.identifier === undefined) {
      problems.push({
        code: 'component-unnamed',
        at: view.at,
        message: 'This package has no name, so it was left out.',
        source: 'SPDX 2.3 §7.1',
      });
      return [];
    }
    const understood = readLine(texts, (name) => (name === 'product' || name === undefined ? view.at : `${view.at}/${name}`), 'generated');
    problems.push(...understood.problems.filter((problem) => problem.code !== 'formula-like'));
    if (understood.line === undefined) return [];
    const within = paths?.get(ref);
    return [{ at: view.at, ...understood.line, ...(within === undefined ? {} : { within }) }];
  });
}

// ── 2.2 and 2.3 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const VERSIONS = ['SPDX-2.0', 'SPDX-2.1', 'SPDX-2.2', 'SPDX-2.3'];
/** Relationships (SPDX 2.3 §11.1) by which something is in something else; of the second kind the other way round. */
const DOWN: ReadonlySet<string> = new Set(['CONTAINS', 'DEPENDS_ON', 'HAS_PREREQUISITE', 'DYNAMIC_LINK', 'STATIC_LINK']);
const UP: ReadonlySet<string> = new Set([
  'CONTAINED_BY',
  'DEPENDENCY_OF',
  'RUNTIME_DEPENDENCY_OF',
  'PROVIDED_DEPENDENCY_OF',
  'OPTIONAL_DEPENDENCY_OF',
  'PREREQUISITE_FOR',
  'PACKAGE_OF',
  'OPTIONAL_COMPONENT_OF',
]);

function readTwo(document: JsonView, problems: Problem[]): Bill {
  const version = textAt(field(document, 'spdxVersion'), TEXT_MAX);
  if (version === undefined || !VERSIONS.includes(version)) {
    problems.push({
      code: 'version-unknown',
      at: '/spdxVersion',
      message: `The version of SPDX is ${version === undefined ? 'not stated' : `"${version.slice(0, 20)}"`}; it was read as far as it is like 2.3.`,
      source: 'SPDX 2.3 §6.1',
    });
  }
  const described = elements(field(document, 'documentDescribes'), COMPONENTS_MAX).flatMap((view) => textAt(view, TEXT_MAX) ?? []);
  const { edges, roots } = relationshipsOfTwo(document, problems);
  const packages = elements(field(document, 'packages'), COMPONENTS_MAX + 1).filter((view) => isPackage(view, problems));
  return {
    packages: packages.map((view) => ({ view, ref: textAt(field(view, 'SPDXID'), TEXT_MAX) ?? view.at, texts: textsOfTwo(view) })),
    roots: [...new Set([...described, ...roots])],
    edges,
  };
}

function isPackage(view: JsonView, problems: Problem[]): boolean {
  if (isObject(view)) return true;
  problems.push({ code: 'value-unreadable', at: view.at, message: 'This is no package, so it was left aside.' });
  return false;
}

function textsOfTwo(view: JsonView): ItemTexts {
  const references = elements(field(view, 'externalRefs'), REFERENCES_MAX).map((reference) => ({
    type: (textAt(field(reference, 'referenceType'), TEXT_MAX) ?? '').replace(/^.*[/#]/, '').toLowerCase(),
    locator: textAt(field(reference, 'referenceLocator'), TEXT_MAX),
  }));
  const locator = (type: string) => references.find((reference) => reference.type === type && reference.locator !== undefined)?.locator;
  return textsOf({
    product: stated(view, 'name'),
    version: stated(view, 'versionInfo'),
    supplier: nameOfAgent(stated(view, 'supplier')) ?? nameOfAgent(stated(view, 'originator')),
    identifier: locator('purl') ?? locator('cpe23type') ?? locator('cpe22type'),
  });
}

/** "Organization: Kwartel ICT (info@…)" to "Kwartel ICT" (SPDX 2.3 §7.5); the address is nobody's business here. */
function nameOfAgent(text: string | undefined): string | undefined {
  return (
    text
      ?.replace(/^\s*(?:Organization|Person|Tool)\s*:\s*/i, '')
      .replace(/\s*\([^()]*\)\s*$/, '')
      .trim() || undefined
  );
}

function relationshipsOfTwo(document: JsonView, problems: Problem[]): { edges: Map<string, string[]>; roots: string[] } {
  const edges = new Map<string, string[]>();
  const roots: string[] = [];
  for (const relationship of boundedRelationships(field(document, 'relationships'), problems)) {
    const from = textAt(field(relationship, 'spdxElementId'), TEXT_MAX);
    const to = textAt(field(relationship, 'relatedSpdxElement'), TEXT_MAX);
    const type = textAt(field(relationship, 'relationshipType'), TEXT_MAX)?.toUpperCase() ?? '';
    if (from === undefined || to === undefined) continue;
    if (type === 'DESCRIBES') roots.push(to);
    else if (type === 'DESCRIBED_BY') roots.push(from);
    else if (DOWN.has(type)) addEdge(edges, from, to);
    else if (UP.has(type)) addEdge(edges, to, from);
  }
  return { edges, roots };
}

// ── 3.0 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const IN_THREE: ReadonlySet<string> = new Set([
  'contains',
  'dependsOn',
  'hasDynamicLink',
  'hasStaticLink',
  'hasProvidedDependency',
  'hasOptionalComponent',
  'hasOptionalDependency',
  'hasPrerequisite',
]);

function readThree(document: JsonView, problems: Problem[]): Bill {
  const graph = field(document, '@graph');
  const views = Array.isArray(graph.value) ? elements(graph, EDGES_MAX) : [document];
  const names = new Map<string, string>();
  const roots = new Map<string, readonly string[]>();
  const edges = new Map<string, string[]>();
  let relationships = 0;
  for (const view of views) {
    const type = typeOf(view);
    const ref = refOfThree(view);
    if (/^(?:Organization|Person|SoftwareAgent|Agent)$/.test(type)) names.set(ref, textAt(field(view, 'name'), TEXT_MAX) ?? '');
    else if (type === 'SpdxDocument' || type === 'software_Sbom' || type === 'Bom') roots.set(ref, textList(field(view, 'rootElement')));
    else if (type === 'Relationship' || type === 'LifecycleScopedRelationship') {
      if (!IN_THREE.has(textAt(field(view, 'relationshipType'), TEXT_MAX) ?? '')) continue;
      const from = textAt(field(view, 'from'), TEXT_MAX);
      for (const to of textList(field(view, 'to'))) if (from !== undefined && (relationships += 1) <= EDGES_MAX) addEdge(edges, from, to);
    }
  }
  if (relationships > EDGES_MAX) problems.push(tooMany('/@graph'));
  const packages = views.filter((view) => typeOf(view) === 'software_Package').slice(0, COMPONENTS_MAX + 1);
  return {
    packages: packages.map((view) => ({ view, ref: refOfThree(view), texts: textsOfThree(view, names) })),
    roots: rootsOfThree(roots),
    edges,
  };
}

/** The document's root is often its bill of materials, whose root is the product. */
function rootsOfThree(roots: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const all = [...roots.values()].flat();
  return [...new Set(all.filter((ref) => !roots.has(ref)))];
}

function textsOfThree(view: JsonView, names: ReadonlyMap<string, string>): ItemTexts {
  const identifiers = elements(field(view, 'externalIdentifier'), REFERENCES_MAX).map((one) => ({
    type: textAt(field(one, 'externalIdentifierType'), TEXT_MAX) ?? '',
    text: textAt(field(one, 'identifier'), TEXT_MAX),
  }));
  const identifier = (...types: readonly string[]) =>
    identifiers.find(({ type, text }) => types.includes(type) && text !== undefined)?.text;
  const agent = (name: string) =>
    textList(field(view, name))
      .map((ref) => names.get(ref))
      .find((text) => text !== undefined && text !== '');
  return textsOf({
    product: stated(view, 'name'),
    version: stated(view, 'software_packageVersion'),
    supplier: agent('suppliedBy') ?? agent('originatedBy'),
    identifier: stated(view, 'software_packageUrl') ?? identifier('packageUrl', 'purl') ?? identifier('cpe23') ?? identifier('cpe22'),
  });
}

function typeOf(view: JsonView): string {
  return textAt(field(view, 'type'), TEXT_MAX) ?? textAt(field(view, '@type'), TEXT_MAX) ?? '';
}

function refOfThree(view: JsonView): string {
  return textAt(field(view, 'spdxId'), TEXT_MAX) ?? textAt(field(view, '@id'), TEXT_MAX) ?? view.at;
}

/** A list of references, or one that stands alone. */
function textList(view: JsonView): readonly string[] {
  const one = textAt(view, TEXT_MAX);
  return one === undefined ? elements(view, COMPONENTS_MAX).flatMap((element) => textAt(element, TEXT_MAX) ?? []) : [one];
}

// ── Both ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A text, unless it says that nothing is said. */
function stated(view: JsonView, name: string): string | undefined {
  const text = textAt(field(view, name), TEXT_MAX);
  return text === undefined || /^\s*(?:NOASSERTION|NONE)\s*$/i.test(text) ? undefined : text;
}

function textsOf(texts: { readonly [name in 'product' | 'version' | 'supplier' | 'identifier']: string | undefined }): ItemTexts {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
}

function boundedRelationships(list: JsonView, problems: Problem[]): readonly JsonView[] {
  if (Array.isArray(list.value) && list.value.length > EDGES_MAX) problems.push(tooMany(list.at));
  return elements(list, EDGES_MAX);
}

function tooMany(at: string): Problem {
  return {
    code: 'dependencies-too-many',
    at,
    message: `More than ${EDGES_MAX} relationships are stated; the rest was left aside.`,
    facts: { most: EDGES_MAX },
  };
}

function addEdge(edges: Map<string, string[]>, from: string, to: string): void {
  const there = edges.get(from);
  if (there === undefined) edges.set(from, [to]);
  else there.push(to);
}
