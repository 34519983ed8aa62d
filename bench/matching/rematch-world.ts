import type { Item } from '@forewarn/core/inventories/item.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import { prepareAdvisories, type PreparedAdvisories } from '@forewarn/core/matching/prepare-advisories.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import { rematch } from '@forewarn/core/matching/rematch.ts';
import { packAnswer, verdictOfAnswer } from '@forewarn/core/matching/packed-answer.ts';
import { verdictOfMatch } from '@forewarn/core/matching/verdict.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { readItemVersions, type ReadVersion } from '@forewarn/core/products/read-version.ts';
import { contains, type VersionRange } from '@forewarn/core/products/version-range.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { worldAdvisories } from './world-advisories.ts';

/**
 * Every line of a made-up world against all advisories, in a process of its own with `--expose-gc`, so that memory can be counted:
 * `node --expose-gc rematch-world.ts INSTITUTIONS ADVISORIES`. Prints one JSON object (`Rematched`).
 */
export type Rematched = {
  readonly lines: number;
  readonly advisories: number;
  /** Seconds of one core, of the rematch alone; making the world is not counted. */
  readonly seconds: number;
  /** Different lines (supplier, product, version, identifier), and what the same takes for these alone. */
  readonly sayings: number;
  readonly secondsOfSayings: number;
  readonly secondsOfPreparing: number;
  readonly concerned: number;
  readonly notConcerned: number;
  /** What the rematch holds beside lines and advisories when it is at its last line. */
  readonly bytesBeyondInput: number;
  readonly versionTests: number;
  readonly secondsOfVersionTests: number;
  readonly versionsInRange: number;
  /** Lines of which every advisory was asked one by one, with the same answers. */
  readonly checked: number;
};

const LINES_EACH = 1_000;
const CHECKED_LINES = 120;
const VERSION_TESTS = 8_000_000;
const WAYS = { aliases: NO_ALIASES };

function rematchWorld(institutions: number, count: number): Rematched {
  const startedAt = cpuSeconds();
  const set = prepareAdvisories(worldAdvisories(count));
  const secondsOfPreparing = secondsSince(startedAt);
  const sayings = sayingsOf(institutions);
  warmUp(set);
  const all = timeRematch(set, institutions);
  const few = secondsFor(() => rematch(set, sayings, WAYS, () => undefined));
  const tests = timeVersionTests(set, sayings);
  return {
    ...all,
    advisories: count,
    sayings: sayings.length,
    secondsOfSayings: few,
    secondsOfPreparing,
    ...tests,
    checked: checkOneByOne(set, sayings),
  };
}

/** A few lines, so that the first institution is not what the compiler of the engine waits for. */
function warmUp(set: PreparedAdvisories): void {
  for (const { items } of makeWorld({ scale: 11, itemsPerInstitution: 200, seed: 'warm-up' }).institutions)
    rematch(set, items, WAYS, () => undefined);
}

/** The world is made while it is walked through: the time for that is taken off, and no more than one institution is held. */
function timeRematch(set: PreparedAdvisories, institutions: number) {
  let [lines, concerned, notConcerned, making, bytes] = [0, 0, 0, 0, 0];
  const last = institutions * LINES_EACH - 1;
  const before = bytesHeld();
  function* everyLine(): Generator<Item> {
    let from = cpuSeconds();
    for (const { items } of makeWorld({ scale: institutions, itemsPerInstitution: LINES_EACH }).institutions) {
      // As a reader of inventories gives them: texts of their own, none shared between lines.
      const read = JSON.parse(JSON.stringify(items)) as readonly Item[];
      making += secondsSince(from);
      yield* read;
      from = cpuSeconds();
    }
  }
  const startedAt = cpuSeconds();
  let counting = 0;
  rematch(set, everyLine(), WAYS, (line, answers, from, to) => {
    lines += 1;
    // Without a branch: of verdicts in this order none is foreseen, and thirty million are counted.
    let ofLine = 0;
    for (let at = from; at < to; at += 1) ofLine += IS_CONCERNED[(answers[at] as number) & 63] as number;
    concerned += ofLine;
    notConcerned += to - from - ofLine;
    if (line !== last) return;
    const pausedAt = cpuSeconds();
    bytes = bytesHeld() - before;
    counting = secondsSince(pausedAt);
  });
  if (lines !== last + 1) throw new Error(`the world has ${lines} lines`);
  return { lines, seconds: secondsSince(startedAt) - making - counting, concerned, notConcerned, bytesBeyondInput: bytes };
}

const IS_CONCERNED = Uint8Array.from({ length: 64 }, (_, code) => Number(verdictOfAnswer(code)?.kind === 'concerned'));

function sayingsOf(institutions: number): readonly Item[] {
  const found = new Map<string, Item>();
  for (const { items } of makeWorld({ scale: institutions, itemsPerInstitution: LINES_EACH }).institutions) {
    for (const item of items) {
      const says = `${item.supplier ?? ''}\0${item.product}\0${item.version ?? ''}\0${item.identifier ?? ''}`;
      if (!found.has(says)) found.set(says, item);
    }
  }
  return [...found.values()];
}

/**
 * Versions of the world against the different ranges that advisories tell of the same product, both read before, as a rematch asks them; the
 * test itself is what is measured.
 */
function timeVersionTests(set: PreparedAdvisories, sayings: readonly Item[]) {
  const pairs: { readonly versions: readonly ReadVersion[]; readonly ranges: readonly VersionRange[] }[] = [];
  const versions = Map.groupBy(sayings, ({ product }) => product);
  const ranges = new Map<string, Map<string, VersionRange>>();
  for (const { groups } of set.advisories)
    for (const { claims } of groups)
      for (const { product, range } of claims) {
        const name = product.product ?? '';
        const there = ranges.get(name) ?? new Map<string, VersionRange>();
        if (range.kind !== 'unspecified') ranges.set(name, there.set(product.version?.text ?? '', range));
      }
  for (const [product, of] of ranges) {
    const read = (versions.get(product) ?? []).flatMap(({ version }) => {
      const told = readItemVersions(version);
      return told.kind === 'versions' ? told.versions : [];
    });
    if (read.length > 0) pairs.push({ versions: read, ranges: [...of.values()] });
  }
  if (pairs.length === 0) throw new Error('no advisory has a product of the world');
  let [versionTests, versionsInRange] = [0, 0];
  const secondsOfVersionTests = secondsFor(() => {
    while (versionTests < VERSION_TESTS)
      for (const pair of pairs)
        for (const version of pair.versions)
          for (const range of pair.ranges) {
            versionTests += 1;
            if (contains(range, version) === 'in') versionsInRange += 1;
          }
  });
  if (versionsInRange === 0) throw new Error('no version was in any range');
  return { versionTests, secondsOfVersionTests, versionsInRange };
}

/** The same answers without index, memory and short ways, for some lines; throws where one differs. */
function checkOneByOne(set: PreparedAdvisories, sayings: readonly Item[]): number {
  const step = Math.max(1, Math.floor(sayings.length / CHECKED_LINES));
  const some = sayings.filter((_, place) => place % step === 0);
  rematch(set, some, WAYS, (place, answers, from, to) => {
    const line = some[place];
    if (line === undefined) throw new Error(`there is no line ${place}`);
    const item = prepareItem(line, NO_ALIASES);
    const oneByOne = set.advisories.flatMap((advisory, at) => {
      const match = matchItem(advisory, item);
      return match === undefined ? [] : [packAnswer(at, verdictOfMatch(match))];
    });
    const ours = [...answers.subarray(from, to)];
    if (JSON.stringify(ours) !== JSON.stringify(oneByOne))
      throw new Error(`${line.product} ${line.version ?? ''}: ${ours.length} answers; one by one ${oneByOne.length}, or others`);
  });
  return some.length;
}

/** Buffers stand outside the heap, and count. */
function bytesHeld(): number {
  if (globalThis.gc === undefined) throw new Error('start with --expose-gc');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function secondsFor(work: () => void): number {
  const startedAt = cpuSeconds();
  work();
  return secondsSince(startedAt);
}

function secondsSince(at: number): number {
  return cpuSeconds() - at;
}

/** Of the processor, for this thread: what others do on the machine, and what the collector does on other cores, is not in it. */
function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

if (import.meta.main) {
  const [institutions = 160, advisories = 20_000] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(rematchWorld(institutions, advisories)));
}
