import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { elements, field, isObject, path, textAt, type JsonView } from '../../basics/json-view.ts';
import { tooManyLines } from '../../basics/too-many-lines.ts';
import { componentPaths, EDGES_MAX } from '../component-paths.ts';
import { keyLines, type PlacedLine } from '../key-lines.ts';
import { readLine } from '../read-line.ts';
import type { InventoryReading, ItemTexts } from '../inventory-reading.ts';
import { PROBLEMS_MAX } from './table.ts';

/** Versions of the standard whose JSON we know (ECMA-424 is 1.6 and 1.7). */
const SPEC_VERSIONS = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];
/** Publisher-controlled size and depth. */
export const COMPONENTS_MAX = 300_000;
export const DEPTH_MAX = 30;
const TEXT_MAX = 4_000;

/** Kinds of component that hold no product: a description of data, a file, an algorithm or key within something else. */
const NO_PRODUCT = new Set(['file', 'data', 'cryptographic-asset', 'machine-learning-model']);

/**
 * A CycloneDX document in JSON, 1.2 to 1.7, to an inventory: what it describes (`metadata.component`), its components with those within
 * them, and its services; and by which way each is in what it describes. Supplier is `supplier`, `manufacturer`, `provider`, `publisher` or `manufacture`, in that order; the
 * identifier is the purl, else the CPE. Unreadable in words where nothing in it is a product.
 */
export function readCycloneDx(json: unknown): Read<InventoryReading> {
  const document: JsonView = { value: json, at: '' };
  if (textAt(field(document, 'bomFormat'), TEXT_MAX) !== 'CycloneDX') {
    return unreadable({
      code: 'not-cyclonedx',
      at: '/bomFormat',
      message: 'This JSON does not say that it is a CycloneDX document.',
      source: 'CycloneDX bomFormat',
    });
  }
  const problems: Problem[] = [];
  const version = textAt(field(document, 'specVersion'), TEXT_MAX);
  if (version === undefined || !SPEC_VERSIONS.includes(version)) {
    problems.push({
      code: 'version-unknown',
      at: '/specVersion',
      message: `The version of CycloneDX is ${version === undefined ? 'not stated' : `"${version.slice(0, 20)}"`}; it was read as far as it is like ${SPEC_VERSIONS.join(', ')}.`,
      source: 'CycloneDX specVersion',
    });
  }
  const lines = gather(document, problems);
  if (lines === undefined) return tooManyLines({ at: '/components', of: 'components', most: COMPONENTS_MAX });
  if (lines.length === 0) {
    return unreadable(
      {
        code: 'no-lines',
        at: '',
        message: 'This document names no component or service that has a name, so there is nothing to take over.',
        hint: 'A document with vulnerabilities only (VEX) is not an inventory.',
        facts: { about: 'no-components' },
      },
      ...problems,
    );
  }
  return read({ format: 'cyclonedx', lines: keyLines(lines), columns: [], ignoredColumns: [] }, problems.slice(0, PROBLEMS_MAX));
}

/** Breadth first over a work list, so that no depth of nesting can exhaust the stack. Undefined beyond the bound. */
function gather(document: JsonView, problems: Problem[]): readonly PlacedLine[] | undefined {
  const found: Found[] = [];
  const edges = new Map<string, string[]>();
  const work: { view: JsonView; depth: number; parent?: string }[] = [];
  const queue = (holder: JsonView, depth: number, parent?: string) => {
    for (const name of ['components', 'services']) {
      const list = field(holder, name);
      if (list.value !== undefined && !Array.isArray(list.value))
        problems.push({ code: 'value-unreadable', at: list.at, message: `"${name}" is not a list, so it was left aside.` });
      for (const view of elements(list, COMPONENTS_MAX + 1)) work.push({ view, depth, ...(parent === undefined ? {} : { parent }) });
    }
  };
  const described = path(document, 'metadata', 'component');
  const root = isObject(described) ? refOf(described) : undefined;
  if (root !== undefined) work.push({ view: described, depth: 1 });
  queue(document, 1);
  for (let next = 0; next < work.length; next += 1) {
    const { view, depth, parent } = work[next] ?? { view: document, depth: 0 };
    if (work.length > COMPONENTS_MAX) return undefined;
    const ref = refOf(view);
    const line = readComponent(view, problems);
    found.push({ ref, name: line?.content.product ?? ref, line });
    if (parent !== undefined) addEdge(edges, parent, ref);
    if (depth < DEPTH_MAX) queue(view, depth + 1, ref);
    else if (field(view, 'components').value !== undefined)
      problems.push({
        code: 'components-too-deep',
        at: view.at,
        message: `Components nested deeper than ${DEPTH_MAX} levels were left aside.`,
      });
  }
  if (root === undefined) return found.flatMap(({ line }) => line ?? []);
  readDependencies(document, edges, problems);
  const paths = componentPaths(found, root, edges);
  return found.flatMap(({ ref, line }) => (line === undefined ? [] : { ...line, within: paths.get(ref) ?? [] }));
}

/** A component with its reference, whether it makes a line or not: a file may hold a library. */
type Found = { readonly ref: string; readonly name: string; readonly line: PlacedLine | undefined };

/** `bom-ref` where there is one; its place in the document is unique as well. */
function refOf(view: JsonView): string {
  return textAt(field(view, 'bom-ref'), TEXT_MAX) ?? view.at;
}

function addEdge(edges: Map<string, string[]>, from: string, to: string): void {
  const there = edges.get(from);
  if (there === undefined) edges.set(from, [to]);
  else there.push(to);
}

/** What depends on what, by references; a reference to what is not in the document leads nowhere. */
function readDependencies(document: JsonView, edges: Map<string, string[]>, problems: Problem[]): void {
  let count = 0;
  for (const dependency of elements(field(document, 'dependencies'), COMPONENTS_MAX)) {
    const from = textAt(field(dependency, 'ref'), TEXT_MAX);
    if (from === undefined) continue;
    for (const to of elements(field(dependency, 'dependsOn'), EDGES_MAX)) {
      if ((count += 1) > EDGES_MAX) {
        problems.push({
          code: 'dependencies-too-many',
          at: '/dependencies',
          message: `More than ${EDGES_MAX} dependencies are stated; the rest was left aside.`,
          facts: { most: EDGES_MAX },
        });
        return;
      }
      if (typeof to.value === 'string') addEdge(edges, from, to.value.slice(0, TEXT_MAX));
    }
  }
}

function readComponent(view: JsonView, problems: Problem[]): PlacedLine | undefined {
  if (!isObject(view)) {
    problems.push({ code: 'value-unreadable', at: view.at, message: 'This is no component or service, so it was left aside.' });
    return undefined;
  }
  if (NO_PRODUCT.has(textAt(field(view, 'type'), TEXT_MAX) ?? '')) return undefined;
  const texts = textsOf(view);
  if (texts.product === undefined && texts.identifier === undefined) {
    problems.push({
      code: 'component-unnamed',
      at: view.at,
      message: 'This component has no name, so it was left out.',
      source: 'CycloneDX component.name',
    });
    return undefined;
  }
  const understood = readLine(texts, (name) => (name === 'product' || name === undefined ? view.at : `${view.at}/${name}`), 'generated');
  // Names in a generated document are as generated: what looks like a formula in it is none.
  problems.push(...understood.problems.filter((problem) => problem.code !== 'formula-like'));
  return understood.line === undefined ? undefined : { at: view.at, ...understood.line };
}

function textsOf(view: JsonView): ItemTexts {
  const text = (...names: readonly string[]) => textAt(path(view, ...names), TEXT_MAX);
  const group = text('group');
  const name = text('name');
  const supplier =
    text('supplier', 'name') ??
    text('manufacturer', 'name') ??
    text('provider', 'name') ??
    text('publisher') ??
    text('manufacture', 'name');
  const identifier = text('purl') ?? text('cpe');
  const version = text('version');
  return {
    ...(supplier === undefined ? {} : { supplier }),
    ...(name === undefined ? {} : { product: group === undefined ? name : `${group}/${name}` }),
    ...(version === undefined ? {} : { version }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}
