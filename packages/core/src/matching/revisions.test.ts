import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCsaf } from '../advisories/formats/csaf.ts';
import { idOf } from '../basics/ids.ts';
import { sharedData } from '../basics/shared-data.test-support.ts';
import type { Item } from '../inventories/item.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { decideWarnings } from '../warnings/decide-warnings.ts';
import type { Decision } from '../warnings/decision.ts';
import type { WarningVersion } from '../warnings/warning.ts';
import type { Concerned } from './concerned.ts';
import { lineOf } from './example-match.test-support.ts';
import { matchItem } from './match-item.ts';
import { prepareAdvisory, type PreparedAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';

const FILE = join(sharedData, 'csaf/revisions/revision-chains.jsonl.gz');
const LINES_A_STEP_MAX = 60;
const INSTITUTION = idOf<'Institution'>('institution');

// Documents of others are looked at, not typed.
// oxlint-disable-next-line no-explicit-any
type Whatever = any;

/** One line of an institution that holds what a document names, over one step from a revision to the next. */
type Step = {
  readonly name: string;
  readonly decision: Decision['kind'];
  readonly wasConcerned: boolean;
  readonly isConcerned: boolean;
  /** Worked out from the raw documents, without our reading: what is said of this product, and what is advised for it. */
  readonly saidChanged: boolean;
  readonly advisedChanged: boolean;
};

/**
 * CSAF 2.1 clause 13.8: no repeat for an institution for which nothing changed, no miss for one for which something did. Chains of revisions
 * as publishers really made them, against an inventory made from their own product trees; what changed is told from the raw documents.
 */
describe.skipIf(!existsSync(FILE))('over every chain of revisions', () => {
  let steps: readonly Step[] = [];
  let count = 0;
  beforeAll(() => {
    const chains = gunzipSync(readFileSync(FILE))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: string; docs: readonly Whatever[] });
    count = chains.length;
    steps = chains.flatMap(({ id, docs }) => docs.slice(1).flatMap((after, place) => stepsOf(`${id} ${place + 1}`, docs[place], after)));
  }, 300_000);

  const told = (one: Step) => one.decision !== 'stay-silent';
  const names = (some: readonly Step[]) => some.slice(0, 10).map(({ name }) => name);

  test('every chain is asked, for many lines that change and many that do not', () => {
    expect(count).toBe(298);
    expect(steps.length).toBeGreaterThan(4_000);
    expect(steps.filter((one) => one.saidChanged).length).toBeGreaterThan(500);
    expect(steps.filter((one) => !one.saidChanged && one.isConcerned).length).toBeGreaterThan(1_000);
  });

  test('who is concerned as before, and for whom nothing was said or advised anew, hears nothing again', () => {
    expect(names(steps.filter((one) => !one.saidChanged && !one.advisedChanged && told(one)))).toEqual([]);
  });

  test('who is concerned and is advised something else hears it', () => {
    expect(names(steps.filter((one) => one.wasConcerned && one.isConcerned && one.advisedChanged && !told(one)))).toEqual([]);
  });

  test('who is concerned for the first time is warned, who is not any more is told so', () => {
    expect(names(steps.filter((one) => !one.wasConcerned && one.isConcerned && one.decision !== 'warn'))).toEqual([]);
    expect(names(steps.filter((one) => one.wasConcerned && !one.isConcerned && one.decision !== 'close'))).toEqual([]);
  });
});

function stepsOf(name: string, before: Whatever, after: Whatever): readonly Step[] {
  const [earlier, later] = [
    { prepared: prepared(before), raw: rawOf(before) },
    { prepared: prepared(after), raw: rawOf(after) },
  ];
  const lines = new Map(
    [...linesOf(earlier.raw), ...linesOf(later.raw)].map((line) => [JSON.stringify([line.supplier, line.product, line.version]), line]),
  );
  // Some documents name hundreds of models of one series, which are all alike; every so many of them stand for the rest.
  const each = Math.ceil(lines.size / LINES_A_STEP_MAX);
  return [...lines.values()]
    .filter((_, place) => place % each === 0)
    .map((line) => {
      const [was, is] = [concernedBy(earlier.prepared, line), concernedBy(later.prepared, line)];
      const decisions = decide(is, 2, decide(was, 1, []));
      const [one, other] = [leavesNamed(earlier.raw, line), leavesNamed(later.raw, line)];
      return {
        name: `${name}: ${line.supplier} ${line.product} ${line.version ?? ''}`,
        decision: decisions[0]?.kind ?? 'stay-silent',
        wasConcerned: was.length > 0,
        isConcerned: is.length > 0,
        saidChanged: said(earlier.raw, leavesLike(earlier.raw, line)) !== said(later.raw, leavesLike(later.raw, line)),
        // A product under a new name is not told from a new product by the raw documents.
        advisedChanged: one.length > 0 && other.length > 0 && advised(earlier.raw, one, line) !== advised(later.raw, other, line),
      };
    });
}

function prepared(doc: Whatever): PreparedAdvisory {
  const reading = readCsaf(doc);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return prepareAdvisory(reading.value, NO_ALIASES);
}

function concernedBy(advisory: PreparedAdvisory, line: Item): readonly Concerned[] {
  const match = matchItem(advisory, prepareItem(line, NO_ALIASES));
  if (match?.kind !== 'concerned') return [];
  const { product, supplier, key, version, exposure } = line;
  return [{ institutionId: INSTITUTION, reasons: [{ ...match, product, supplier, item: { inventory: 'ict', key, version, exposure } }] }];
}

/** As the next version of one warning is decided, with the CERT's own words as they were. */
function decide(concerned: readonly Concerned[], version: number, earlier: readonly Decision[]): readonly Decision[] {
  const warning: WarningVersion = {
    version,
    kind: version === 1 ? 'initial' : 'update',
    urgency: 'this-week',
    tlp: 'CLEAR',
    sharedWithItProvider: true,
    texts: { nl: { title: 'Lek', summary: 'Lek.', actions: [{ text: 'Werk bij.' }] } },
    audience: { certainties: ['certain', 'likely', 'possible'], excluded: [] },
  };
  const before = earlier.map((one) => ({ ...one, told: one.kind === 'warn' || one.kind === 'update' }));
  return decideWarnings({ version: warning, concerned, earlier: before }, (text) => text);
}

type Leaf = { readonly id: string; readonly vendor: string; readonly product: string; readonly version?: string; readonly exact: boolean };

/** A document as it is, by its own ids; without our reading. */
type Raw = {
  readonly leaves: readonly Leaf[];
  readonly vulnerabilities: readonly {
    readonly name: string;
    readonly status: readonly (readonly [string, ReadonlySet<string>])[];
    /** The products that it is for; absent: all. */
    readonly advice: readonly { readonly text: string; readonly ids?: ReadonlySet<string> }[];
  }[];
};

function rawOf(doc: Whatever): Raw {
  const groups = new Map<string, readonly string[]>(
    (doc.product_tree?.product_groups ?? []).map((group: Whatever) => [group.group_id, group.product_ids]),
  );
  return {
    leaves: leavesOf(doc),
    vulnerabilities: (doc.vulnerabilities ?? []).map((vulnerability: Whatever, place: number) => ({
      name: vulnerability.cve ?? `#${place}`,
      status: Object.entries(vulnerability.product_status ?? {}).map(([status, ids]) => [status, new Set(ids as string[])]),
      advice: (vulnerability.remediations ?? []).map(({ category, details, url, product_ids = [], group_ids = [] }: Whatever) => {
        const ids = [...product_ids, ...group_ids.flatMap((group: string) => groups.get(group) ?? [])];
        const text = JSON.stringify([category, String(details).replace(/\s+/g, ' ').trim(), url ?? null]);
        return ids.length === 0 ? { text } : { text, ids: new Set(ids) };
      }),
    })),
  };
}

/** Products of the tree by vendor, name and version branch, also under the ids that a relationship gives them. */
function leavesOf(doc: Whatever): readonly Leaf[] {
  const own = branchLeavesOf(doc);
  const related = (doc.product_tree?.relationships ?? []).flatMap((one: Whatever) =>
    own
      .filter(({ id }) => id === one.product_reference || id === one.relates_to_product_reference)
      .map((leaf) => ({ ...leaf, id: one.full_product_name.product_id })),
  );
  return [...own, ...related];
}

function branchLeavesOf(doc: Whatever): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (branches: Whatever, vendor: string, product: string) => {
    for (const branch of Array.isArray(branches) ? branches : []) {
      const isVersion = branch.category === 'product_version' || branch.category === 'product_version_range';
      const names = {
        vendor: branch.category === 'vendor' ? branch.name : vendor,
        product: branch.category === 'product_name' ? branch.name : product,
      };
      if (branch.product !== undefined && names.vendor !== '' && names.product !== '')
        leaves.push({
          id: branch.product.product_id,
          ...names,
          ...(isVersion ? { version: branch.name } : {}),
          exact: branch.category === 'product_version',
        });
      walk(branch.branches, names.vendor, names.product);
    }
  };
  walk(doc.product_tree?.branches, '', '');
  return leaves;
}

/** For each product a line without a version, one for each version listed, and one with the version that a range names. */
function linesOf({ leaves }: Raw): readonly Item[] {
  return leaves.flatMap(({ vendor, product, version, exact }) => {
    const own = { supplier: vendor, product, key: 'line' };
    const named = version === undefined ? undefined : exact ? version : /\d+(?:\.\d+)+/.exec(version)?.[0];
    return [lineOf({ ...own, version: undefined }), ...(named === undefined ? [] : [lineOf({ ...own, version: named })])];
  });
}

function leavesNamed({ leaves }: Raw, line: Item): readonly Leaf[] {
  return leaves.filter(({ vendor, product }) => vendor === line.supplier && product === line.product);
}

/** Those named more broadly or more narrowly too: "Runtime V10" may be "Runtime V10.6". */
function leavesLike({ leaves }: Raw, line: Item): readonly Leaf[] {
  const own = wordsIn(line.product);
  return leaves.filter(({ vendor, product }) => {
    const words = wordsIn(product);
    return vendor === line.supplier && ([...own].every((word) => words.has(word)) || [...words].every((word) => own.has(word)));
  });
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Everything that the document says of these: versions, statuses, advice. */
function said(raw: Raw, leaves: readonly Leaf[]): string {
  const each = leaves.map(({ id, version }) =>
    JSON.stringify([
      version ?? '',
      raw.vulnerabilities.map(({ name, status, advice }) => [
        name,
        status.flatMap(([kind, ids]) => (ids.has(id) ? [kind] : [])).sort(),
        advice.flatMap(({ text, ids }) => (ids === undefined || ids.has(id) ? [text] : [])).sort(),
      ]),
    ]),
  );
  return JSON.stringify(each.sort());
}

/** What is advised for those of them that are affected; of a line with a listed version for that one. */
function advised(raw: Raw, leaves: readonly Leaf[], line: Item): string {
  const exactly = leaves.filter(({ version, exact }) => exact && version === line.version);
  const meant = exactly.length > 0 ? exactly : line.version === undefined ? leaves : [];
  const texts = raw.vulnerabilities.flatMap(({ status, advice }) => {
    const affected = meant.filter(({ id }) => status.some(([kind, ids]) => kind === 'known_affected' && ids.has(id)));
    return advice.flatMap(({ text, ids }) => (affected.some(({ id }) => ids === undefined || ids.has(id)) ? [text] : []));
  });
  return JSON.stringify([...new Set(texts)].sort());
}
