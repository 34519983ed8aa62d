import type { Dependent, Dependents } from './supplier-queries.ts';

/** A box; x is its left edge, y its middle, in SVG units. */
export type Node = {
  readonly key: string;
  readonly kind: 'supplier' | 'institution' | 'sector';
  /** At most two. */
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Absent: no institution, or many of one sector. */
  readonly institutionId?: string;
};
export type Edge = { readonly from: Node; readonly to: Node; readonly how: readonly string[] };
export type Graph = { readonly width: number; readonly height: number; readonly nodes: readonly Node[]; readonly edges: readonly Edge[] };

const COLUMN = 400;
const BOX = 240;
const ROW = 52;
const LINE_CHARACTERS = 26;
/** More than this in one column and those who supply nobody in turn are drawn as their sector. */
const ROWS_MAX = 24;

/** Places the supplier, who relies on it, and who relies on those, in three columns; a row for each of the last, so that no lines cross. */
export function drawGraph({ supplier, direct, indirect }: Dependents, sectorLabel: (sector: string, count: number) => string): Graph {
  const behind = Map.groupBy(indirect, ({ through }) => through ?? '');
  const firsts = fitting(direct, (one) => behind.has(one.institution), sectorLabel).toSorted(
    (one, other) => Number(behind.has(other.name)) - Number(behind.has(one.name)),
  );
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  let row = 0;
  const placed: Node[] = [];
  const root = { key: 'supplier', kind: 'supplier', lines: linesOf(supplier), x: 4, width: BOX } as const;
  const links: { readonly to: Node; readonly how: readonly string[] }[] = [];
  for (const first of firsts) {
    const seconds = fitting(behind.get(first.name) ?? [], () => false, sectorLabel);
    const top = row;
    const drawn = seconds.map((second) => ({ second, node: nodeOf(second, `${first.name}/${second.name}`, 4 + 2 * COLUMN, yOf(row++)) }));
    if (drawn.length === 0) row += 1;
    const node = nodeOf(first, first.name, 4 + COLUMN, (yOf(top) + yOf(row - 1)) / 2);
    placed.push(node);
    nodes.push(node, ...drawn.map((one) => one.node));
    edges.push(...drawn.map((one) => ({ from: node, to: one.node, how: one.second.how })));
    links.push({ to: node, how: first.how });
  }
  const supplierNode: Node = { ...root, y: ((placed[0]?.y ?? yOf(0)) + (placed.at(-1)?.y ?? yOf(0))) / 2 };
  return {
    width: 8 + BOX + (indirect.length > 0 ? 2 : 1) * COLUMN,
    height: Math.max(1, row) * ROW + 20,
    nodes: [supplierNode, ...nodes],
    edges: [...links.map(({ to, how }) => ({ from: supplierNode, to, how })), ...edges],
  };
}

type Placed = { readonly name: string; readonly label: string; readonly how: readonly string[]; readonly institutionId?: string };

/** As they are where they fit; else those to be kept, and the others by sector. */
function fitting(
  dependents: readonly Dependent[],
  isKept: (one: Dependent) => boolean,
  sectorLabel: (sector: string, count: number) => string,
): readonly Placed[] {
  const alone = ({ institution, institutionId, how }: Dependent): Placed => ({ name: institution, label: institution, how, institutionId });
  if (dependents.length <= ROWS_MAX) return dependents.map(alone);
  const kept = dependents.filter(isKept).slice(0, ROWS_MAX);
  const others = Map.groupBy(
    dependents.filter((one) => !kept.includes(one)),
    ({ sector }) => sector,
  );
  return [
    ...kept.map(alone),
    ...[...others].map(([sector, rows]) => ({
      name: `sector ${sector}`,
      label: sectorLabel(sector, rows.length),
      how: [...new Set(rows.flatMap(({ how }) => how))],
    })),
  ];
}

function nodeOf({ label, institutionId }: Placed, key: string, x: number, y: number): Node {
  return {
    key,
    kind: institutionId === undefined ? 'sector' : 'institution',
    lines: linesOf(label),
    x,
    y,
    width: BOX,
    ...(institutionId === undefined ? {} : { institutionId }),
  };
}

function yOf(row: number): number {
  return 24 + row * ROW;
}

/** Broken between words; what does not fit on two lines stands in the table. */
function linesOf(text: string): readonly string[] {
  if (text.length <= LINE_CHARACTERS) return [text];
  const space = text.lastIndexOf(' ', LINE_CHARACTERS);
  const place = space > 0 ? space : LINE_CHARACTERS;
  const rest = text.slice(place).trim();
  return [text.slice(0, place), rest.length <= LINE_CHARACTERS ? rest : `${rest.slice(0, LINE_CHARACTERS - 1).trimEnd()}…`];
}
