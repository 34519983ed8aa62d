import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import { prepareAdvisory, type PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { readVersion } from '@forewarn/core/products/read-version.ts';
import { readVersionRange } from '@forewarn/core/products/read-version-range.ts';
import { contains } from '@forewarn/core/products/version-range.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { atLeast, plain, type Report } from '../report.ts';
import { poortAdvisory, poortLines } from './poort-lines.ts';

const LINES_EACH = 1_000;
const ADVISORIES = 2_000;
/** Lines that the naive oracle asks about every advisory. */
const ORACLE_LINES = 300;
const RANGE_TESTS = 4_000_000;

/** The agent's job: every line of so many institutions against every advisory, in core alone, on one core. */
export function measureCore(report: Report, scale: number): void {
  measureRanges(report, scale);
  const advisories = someAdvisories();
  const byKey = placesByKey(advisories);
  const lines = [...everyLine(scale)];
  report.progress(`${lines.length} lines × ${advisories.length} advisories in core`);
  const known = new Map<string, number>();
  const startedAt = performance.now();
  let hits = 0;
  for (const item of lines) hits += hitsOf(item, advisories, byKey, known);
  const seconds = (performance.now() - startedAt) / 1000;
  report.figure(atLeast(700_000, { workload: 'matching/full-rematch', scale, figure: lines.length / seconds, unit: 'items/s' }));
  report.figure(plain({ workload: 'matching/full-rematch/concerned', scale, figure: hits, unit: 'count' }));
  askOracle(lines, advisories, byKey);
}

/** What lines say repeats a thousand times over a sector: each distinct saying is asked once. */
function hitsOf(
  item: Item,
  advisories: readonly PreparedAdvisory[],
  byKey: ReadonlyMap<string, readonly number[]>,
  known: Map<string, number>,
): number {
  const says = `${item.supplier ?? ''}\0${item.product}\0${item.version ?? ''}\0${item.identifier ?? ''}`;
  const before = known.get(says);
  if (before !== undefined) return before;
  const prepared = prepareItem(item, NO_ALIASES);
  const places = new Set(prepared.keys.flatMap((key) => byKey.get(key) ?? []));
  let hits = 0;
  for (const place of places) {
    const advisory = advisories[place];
    if (advisory !== undefined && matchItem(advisory, prepared)?.kind === 'concerned') hits += 1;
  }
  known.set(says, hits);
  return hits;
}

/** The same answers without index and memory, for some lines; throws where one differs. */
function askOracle(lines: readonly Item[], advisories: readonly PreparedAdvisory[], byKey: ReadonlyMap<string, readonly number[]>): void {
  const step = Math.max(1, Math.floor(lines.length / ORACLE_LINES));
  for (let place = 0; place < lines.length; place += step) {
    const item = lines[place];
    if (item === undefined) continue;
    const prepared = prepareItem(item, NO_ALIASES);
    const naive = advisories.filter((advisory) => matchItem(advisory, prepared)?.kind === 'concerned').length;
    const ours = hitsOf(item, advisories, byKey, new Map());
    if (naive !== ours)
      throw new Error(`${item.product} ${item.version ?? ''}: ${ours} advisories concern it; the naive way finds ${naive}`);
  }
}

function* everyLine(scale: number): Generator<Item> {
  let place = 0;
  for (const { items } of makeWorld({ scale, itemsPerInstitution: LINES_EACH - 3 }).institutions) {
    yield* items;
    yield* poortLines(place);
    place += 1;
  }
}

function someAdvisories(): readonly PreparedAdvisory[] {
  return Array.from({ length: ADVISORIES }, (_, place) => {
    const product = place % 50 === 0 ? 'Vlonder Poort' : `Vlonder Onderdeel ${place}`;
    const reading = readCsaf(poortAdvisory(`VLONDER-${place}`, [product]));
    if (reading.kind === 'unreadable') throw new Error('the invented advisory is unreadable');
    return prepareAdvisory(reading.value, NO_ALIASES);
  });
}

function placesByKey(advisories: readonly PreparedAdvisory[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  advisories.forEach((advisory, place) => {
    for (const key of advisory.byKey.keys()) {
      const there = places.get(key);
      if (there === undefined) places.set(key, [place]);
      else there.push(place);
    }
  });
  return places;
}

/** Ranges and versions as parsed once; the test itself is what is measured. */
function measureRanges(report: Report, scale: number): void {
  const ranges = ['< 6.2.15', '>= 13.1, < 13.1-58.32', 'vers:generic/>=6.1|<6.1%20HF%2025', '<= 2019 CU14', '>=10.0|<10.0.20348.2340'].map(
    readVersionRange,
  );
  const versions = ['6.2.14', '13.1-49.15', '6.1 HF 21', '2019 CU13', '10.0.20348.1'].map(readVersion);
  let inRange = 0;
  const startedAt = performance.now();
  for (let test = 0; test < RANGE_TESTS; test += 1) {
    const range = ranges[test % ranges.length];
    const version = versions[(test >> 3) % versions.length];
    if (range !== undefined && version !== undefined && contains(range, version) === 'in') inRange += 1;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  report.figure(atLeast(3_500_000, { workload: 'matching/version-in-range', scale, figure: RANGE_TESTS / seconds, unit: 'items/s' }));
  if (inRange === 0) throw new Error('no version was in any range');
}
