/** One version of a cell that names several, with how many there are of it where the cell says so. */
export type VersionPart = { readonly version: string; readonly quantity?: number };

/**
 * What a version cell says: `one` version (with its quantity where it says "23H2 (2100x)"), `several` that can be told apart without a
 * guess, or `doubt`: it holds more than one, or a range, and which is which can't be told; it is then kept as typed.
 */
export type SplitVersions =
  | { readonly kind: 'one'; readonly quantity?: number; readonly version: string }
  | { readonly kind: 'several'; readonly parts: readonly VersionPart[] }
  | { readonly kind: 'doubt' };

/** More versions in one cell than this are no list that somebody typed. */
const PARTS_MAX = 20;
const CELL_MAX = 500;
/** A longer piece is no version; looking at it costs more the longer it is, and a file may have 300,000 of them. */
const VERSION_MAX = 60;

/**
 * Splits a version cell as people type it: "7.2.7 (30x), 7.2.12 (8x)", "8.0 U2 / 8.0 U3", "2019 (210), 2022 (120)". `quantity` is what
 * the line itself says, by which a bare number in brackets is told from a build number. Member-controlled, cut at 500 characters.
 *
 * The cell is cut at list marks outside brackets. It is `several` where every piece by itself is written like a version, all are written
 * alike (all with dots or all without; the same word in front), no two are the same, and nothing says "or", "up to" or "not". Everything
 * else that holds a list mark between versions is `doubt`. The cases are in split-versions.cases.ts.
 */
export function splitVersions(text: string, quantity?: number): SplitVersions {
  const cell = text.slice(0, CELL_MAX).trim();
  // Nearly every cell is one plain version, and an upload has many: it is not looked at further.
  if (/^[\w.-]{1,60}$/.test(cell)) return { kind: 'one', version: cell };
  const pieces = cutAtMarks(cell);
  if (pieces.length <= 1) return holdsList(cell) ? { kind: 'doubt' } : oneVersion(cell, quantity);
  const kept: SplitVersions = seemsList(pieces) || holdsList(cell) ? { kind: 'doubt' } : { kind: 'one', version: cell };
  if (pieces.length > PARTS_MAX || SAYS_UNSURE.test(cell)) return { kind: 'doubt' };
  const read = pieces.map(readPiece);
  const parts = read.flatMap((piece) => piece ?? []);
  if (parts.length < pieces.length) return kept;
  if (!areAlike(parts) || !quantitiesHold(parts, quantity)) return { kind: 'doubt' };
  return {
    kind: 'several',
    parts: parts.map(({ version, count }) => (count === undefined ? { version } : { version, quantity: count.value })),
  };
}

/** Words that make a list something else than a list: a choice, a range, a history. */
const SAYS_UNSURE =
  /\b(?:of|or|oder|t\/m|tm|tot|vanaf|from|until|through|to|and later|en hoger|en later|of hoger|of later|or later|of ouder|and earlier|niet|not|geen|behalve|except|oud|was|voorheen|eerder|straks|binnenkort|wordt|gepland|planned|test|acceptatie|productie|misschien|ca|circa|ongeveer)\b|[<>?~]|=|\d\s+[-–]\s+v?\d|\d\s*(?:->|→)/i;

/**
 * List marks: ";", a line end, ", " and " / " and "&" anywhere; "," and "/" without room only between two that are whole versions by
 * themselves ("7.0,7.2", "2016/2019"): "12,1" is a Dutch decimal and "R81.10/20" short for something.
 */
const MARK =
  /\s*[;\n\r]+\s*|,\s+|\s+\/\s+|\s+[&+]\s+|\s+(?:en|and|und)\s+|(?<=\d\.\d[\w.]*),(?=\d+\.\d)|(?<=\d\.\d[\w.]*)\/(?=v?\d+\.\d)|(?<=\b(?:19|20)\d\d)[,/](?=(?:19|20)\d\d\b)/;

function cutAtMarks(cell: string): readonly string[] {
  const kept: string[] = [];
  // What stands in brackets is no list: its marks are hidden while the cell is cut.
  const hidden = cell.replace(/\([^()]*\)/g, (inside) => {
    kept.push(inside);
    return `\ue000${kept.length - 1}\ue001`;
  });
  return hidden
    .split(MARK)
    .map((piece) => piece.replace(/\ue000(\d+)\ue001/g, (_, place: string) => kept[Number(place)] ?? '').trim())
    .filter((piece) => piece !== '');
}

/** True where two pieces begin like a version, whatever follows: "13.0 (einde ondersteuning); 13.1-58.32". */
function seemsList(pieces: readonly string[]): boolean {
  return pieces.filter((piece) => /^(?:[A-Za-z]{0,3}\.?\d|[A-Za-z]{1,12} \d)/.test(piece) && !/^build/i.test(piece)).length > 1;
}

/** True where a cell that was not split still seems to hold several versions or a range of them. */
function holdsList(whole: string): boolean {
  // Enough to see a list by; looking costs the square of the length.
  const cell = whole.slice(0, 200);
  const between = /(?:\s*\(\s*\d+\s*[x×]?\s*\))?(?:\s*[;/&+]\s*|,\s+|\s+(?:en|and|of|or|und|oder|t\/m|tot)\s+|\s+[-–]\s+)/.source;
  return (
    new RegExp(`\\d[\\w.-]*${between}v?\\d+\\.?\\w?`, 'i').test(cell) ||
    /\(\s*\d+\s*[x×]\s*\).*\(\s*\d+\s*[x×]\s*\)/i.test(cell) ||
    /\d+\.\d[\w.]*,\d+\.\d/.test(cell)
  );
}

const COUNT_WORD = '(?:x|×|st|stuks?|pcs|pieces?|devices?|apparaten|servers?|locaties?)';
/** "(2100x)", "(30 stuks)": a count by its word; "(210)": a count only where nothing speaks against it. */
const COUNT_AFTER = new RegExp(`^(.*\\S)\\s*\\(\\s*(?:(\\d{1,7})\\s*${COUNT_WORD}?|${COUNT_WORD}?\\s*(\\d{1,7}))\\s*\\)$`, 'i');
const SAID_COUNT_AFTER = new RegExp(`^(.*\\S)\\s*(?:\\(\\s*(\\d{1,7})\\s*${COUNT_WORD}\\s*\\)|\\s(\\d{1,7})\\s*(?:x|×|stuks))$`, 'i');
const SAID_COUNT_BEFORE = /^(\d{1,7})\s*[x×]\s+(\S.*)$/i;

type Piece = { readonly version: string; readonly count?: { readonly value: number; readonly said: boolean }; readonly shape: Shape };
type Shape = { readonly before: string; readonly dots: number; readonly length: number };

function readPiece(piece: string): Piece | undefined {
  const { version, count } = withoutCount(piece);
  const shape = shapeOf(version);
  return shape === undefined ? undefined : { version, shape, ...(count === undefined ? {} : { count }) };
}

function withoutCount(piece: string): { version: string; count?: { value: number; said: boolean } } {
  const before = SAID_COUNT_BEFORE.exec(piece);
  if (before !== null) return { version: before[2] ?? '', count: { value: Number(before[1]), said: true } };
  const said = SAID_COUNT_AFTER.exec(piece);
  if (said !== null) return { version: said[1] ?? '', count: { value: Number(said[2] ?? said[3]), said: true } };
  const bare = COUNT_AFTER.exec(piece);
  // "9.16(4)" is a version as it stands: Cisco writes its brackets against the number.
  return bare === null || /\.\d+\(\d+\)$/.test(piece)
    ? { version: piece }
    : { version: bare[1] ?? '', count: { value: Number(bare[2] ?? bare[3]), said: false } };
}

/**
 * What may follow the number of a version: releases, updates, fixes and editions as suppliers write them. What stands between is one class
 * of characters: two optional ones side by side can be tried in two ways each, and a list of fifty in more than there is time for.
 */
const TAIL =
  '(?:[\\s-]*(?:R\\d+|SP\\s?\\d+\\w?|CU\\s?\\d+|RU\\s?\\d+|UR\\s?\\d+|U\\d+\\w?|HF\\s?\\d+|MR\\s?-?\\d+|P\\d+|EP\\s?\\d+|Update\\s?\\d+\\w?|Patch\\s?\\d+|Hotfix\\s?\\d+|Rollup\\s?\\d+|Build\\s?\\d[\\d.]*|Take\\s?\\d+|LTSR|LTSC|LTS|ESR|RTM|GA|SE|IoT|Enterprise|Standard|Pro|Datacenter|\\d\\dH\\d|(?:19|20)\\d\\d))*';
const VERSION = new RegExp(
  `^((?!KB\\d)(?:[A-Za-z]{1,12}\\s)?(?:[vV]\\.?\\s?|[A-Z]\\.|[A-Za-z]{1,3})?)(\\d[A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*(?:\\(\\d+\\)\\w*)?)${TAIL}$`,
);

/** How a version is written: what stands before its number, its dots, and the figures where it has none. Undefined: not like a version. */
function shapeOf(version: string): Shape | undefined {
  if (version.length > VERSION_MAX) return undefined;
  const found = VERSION.exec(version);
  if (found === null) return undefined;
  const number = found[2] ?? '';
  const leading = /^\d+/.exec(number)?.[0] ?? '';
  // Which letter stands in front says nothing of a version in some schemes: "C.03" follows "B.02", "U61" is beside "L81".
  const before = (found[1] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^[a-z](?=\.?$)/, 'a');
  return { before, dots: (number.match(/\./g) ?? []).length, length: leading.length };
}

function areAlike(parts: readonly Piece[]): boolean {
  const [first] = parts;
  if (first === undefined || new Set(parts.map(({ version }) => version.toLowerCase())).size < parts.length) return false;
  if (parts.some(({ shape }) => shape.before !== first.shape.before || (shape.dots === 0) !== (first.shape.dots === 0))) return false;
  // "2016, 19" is short for 2019 or is 19: without dots the figures must be as many, or all few.
  return (
    first.shape.dots > 0 || parts.every(({ shape }) => shape.length === first.shape.length) || parts.every(({ shape }) => shape.length <= 2)
  );
}

/** "7.4.5 (2662), 7.4.6 (2702)" are builds, "2019 (210), 2022 (120)" are counts: a bare number must be small, or add up to the line's. */
function quantitiesHold(parts: readonly Piece[], quantity: number | undefined): boolean {
  const bare = parts.filter(({ count }) => count !== undefined && !count.said);
  if (bare.length === 0) return true;
  const sum = parts.reduce((total, { count }) => total + (count?.value ?? 0), 0);
  if (quantity !== undefined && parts.every(({ count }) => count !== undefined)) return sum === quantity;
  return bare.every(({ count, shape }) => shape.dots === 0 || (count?.value ?? 0) < 1_000);
}

/** "23H2 (2100x)" says how many; "2023.3 (9342)" and "9.12(2)9" are versions as they stand. */
function oneVersion(cell: string, quantity: number | undefined): SplitVersions {
  const { version, count } = withoutCount(cell);
  const isCount = count?.said === true && shapeOf(version) !== undefined && (quantity === undefined || quantity === count.value);
  return isCount ? { kind: 'one', version, quantity: count.value } : { kind: 'one', version: cell };
}
