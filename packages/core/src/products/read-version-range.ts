import { rangeOfVers } from './range-of-vers.ts';
import { readNativeRange } from './read-native-range.ts';
import { readVers } from './read-vers.ts';
import { readVersion, type ReadVersion } from './read-version.ts';
import type { VersionRange, VersionSpan } from './version-range.ts';
import { schemeNamed } from './versions/registry.ts';

/**
 * Reads which versions a text means: `vers:` (package-url/vers-spec, also ill-formed), operators, and words in English, Dutch and German.
 *
 * The grammar, over the tokens of `LEXICON` and versions; words in front of the first version are a product's name and read over:
 *
 *     range      = "vers:" scheme "/" constraints | constraints
 *     constraints = constraint { [ separator ] constraint }
 *     constraint = EVERY | UNKNOWN | operator version | version UPPER version | version THROUGH version
 *                | version AND-BEFORE | version AND-AFTER | version EVERY | EVERY version | version
 *
 * A lower bound that is followed by an upper one is one span; everything else is one alternative each.
 */
export function readVersionRange(text: string): VersionRange {
  const cut = text.trim().slice(0, RANGE_MAX);
  if (cut === '') return { kind: 'unknown' };
  const vers = /^vers:([a-z0-9.+-]*)\/(.*)$/is.exec(cut);
  if (vers === null) return readConstraints(cut, 'vendor');
  const scheme = (vers[1] ?? '').toLowerCase();
  const rest = decodePercent(vers[2] ?? '').trim();
  if (scheme === 'unknown' && (rest === '*' || rest === '')) return { kind: 'unknown' };
  if (rest === '*' || (rest === '' && scheme === 'all')) return { kind: 'every-version' };
  return readOfScheme(cut, scheme, rest) ?? readConstraints(rest, schemeNamed(scheme).name);
}

/** A well-formed specifier of a scheme with an order of its own, or that ecosystem's own notation in its place: "vers:npm/^1.2 || 3.x". */
function readOfScheme(text: string, scheme: string, rest: string): VersionRange | undefined {
  const order = schemeNamed(scheme);
  if (order.name === 'vendor') return undefined;
  const specifier = readVers(text);
  if (specifier.kind === 'read') {
    const { constraints } = specifier.value;
    if (constraints === 'every' || constraints.every(({ version }) => order.isVersion(version)))
      return everyFromZero(rangeOfVers(specifier.value));
  }
  const native = /[\^~]|\|\||^[[(]/.test(rest) ? readNativeRange(scheme, rest) : undefined;
  return native === undefined ? undefined : rangeOfVers(native);
}

/** A single version as a publisher names it, the product's name in front of it or not. */
export function readExactVersion(text: string): VersionRange {
  const cut = joinedBranch(text.trim().slice(0, RANGE_MAX));
  const range = readVersionRange(cut);
  if (range.kind === 'unreadable' && cut !== '' && !/\s/.test(cut)) return exactly(readVersion(cut), 'vendor');
  return range;
}

/** Publishers are not bounded otherwise. UTF-16 units. */
const RANGE_MAX = 2_000;
const CONSTRAINTS_MAX = 500;

/** "9.12 9.12.1": the branch of the tree in front of the version that is in it. */
function joinedBranch(text: string): string {
  const [first, second, ...more] = text.split(' ');
  return first !== undefined && second !== undefined && more.length === 0 && /\d/.test(first) && second.startsWith(first) ? second : text;
}

type Token =
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'separator'; readonly all: boolean }
  | { readonly kind: 'every' | 'unknown' | 'and-before' | 'and-after' | 'through' | 'noise' }
  | { readonly kind: 'version'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };
type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';

const VERSIONS = '(?:versions?|versies?|versionen|releases?|revisions?|builds?|firmware|software)';
/** In the order in which they are tried; each at the place where reading stands. Longer phrases stand before their beginnings. */
const LEXICON: readonly (readonly [RegExp, Exclude<Token, { kind: 'version' | 'word' }>])[] = [
  [/(?:<=|=<|≤|&lt;=)/y, { kind: 'operator', operator: '<=' }],
  [/(?:>=|=>|≥|&gt;=)/y, { kind: 'operator', operator: '>=' }],
  [/(?:!=|≠)/y, { kind: 'operator', operator: '!=' }],
  [/(?:<|&lt;)/y, { kind: 'operator', operator: '<' }],
  [/(?:>|&gt;)/y, { kind: 'operator', operator: '>' }],
  [/==?/y, { kind: 'operator', operator: '=' }],
  [
    phrase(
      'up to,? but not including|prior to|before|earlier than|older than|lower than|less than(?! or)|eerder dan|ouder dan|lager dan|kleiner als|älter als|vor|voor|tot(?! en met)',
    ),
    { kind: 'operator', operator: '<' },
  ],
  [
    phrase('less than or equal to|up to and including|up to|tot en met|t/m|bis einschlie(?:ß|ss)lich|bis|until|inclusive to|at most'),
    { kind: 'operator', operator: '<=' },
  ],
  [
    phrase('greater than or equal to|starting (?:with|from|at)|beginning (?:with|at)|from|since|vanaf|seit|at least'),
    { kind: 'operator', operator: '>=' },
  ],
  [
    phrase('later than|newer than|higher than|greater than|hoger dan|nieuwer dan|neuer als|höher als|after'),
    { kind: 'operator', operator: '>' },
  ],
  [
    phrase(
      `(?:(?:and|or|en|of|und|oder|&)[ _]+)?(?:all[ _]+|any[ _]+|alle[ _]+)?(?:prior|previous|earlier|below|older|lower|under|eerder|eerdere|ouder|oudere|lager|lagere|daarvoor|früher|frühere|älter|ältere|niedriger)(?:[ _]+${VERSIONS})?`,
    ),
    { kind: 'and-before' },
  ],
  [
    phrase(
      `(?:(?:and|or|en|of|und|oder|&)[ _]+)?(?:all[ _]+|any[ _]+|alle[ _]+)?(?:later|above|newer|higher|greater|onwards?|upwards?|up|hoger|hogere|nieuwer|nieuwere|höher|neuer|folgende|spätere|latere)(?:[ _]+${VERSIONS})?`,
    ),
    { kind: 'and-after' },
  ],
  [
    phrase(
      `all other ${VERSIONS}|all(?:[ _]+(?:affected|known|supported))?[ _]+${VERSIONS}|all|any ${VERSIONS}|any|every ${VERSIONS}|every|alle ${VERSIONS}|alle|elke versie|iedere versie|jede version`,
    ),
    { kind: 'every' },
  ],
  [/\*(?![\w.])/y, { kind: 'every' }],
  [phrase('unknown|unspecified|not specified|not available|n/a|na|onbekend|unbekannt|none|tbd'), { kind: 'unknown' }],
  [phrase('through|thru|to|t/m|en met'), { kind: 'through' }],
  [/(?:–|—|-)(?=[\s_])/y, { kind: 'through' }],
  [/[|,;]+/y, { kind: 'separator', all: false }],
  [phrase('or|of|oder'), { kind: 'separator', all: false }],
  [/&+/y, { kind: 'separator', all: true }],
  [phrase('and|en|und'), { kind: 'separator', all: true }],
  [
    phrase(`${VERSIONS}|ver\\.?|v\\.|v(?= ?\\d)|the|only|inclusive|including|incl|below are affected|is affected|are affected|affected`),
    { kind: 'noise' },
  ],
  [/[\s_"'“”:()[\]]+/y, { kind: 'noise' }],
];
/** A version: it has a digit; letters, signs and brackets in it belong to it; what names an update or a build behind it too. */
const VERSION =
  /(?:[\p{L}]{1,12}[._-]?)?(?:[\p{L}]{1,3}[._-]?)?\d[\p{L}\p{N}.+~:^]*(?:(?:[-_/](?=[\p{L}\p{N}])|\((?=[\p{L}\p{N}.]+\)))[\p{L}\p{N}.+~:^]+\)?[\p{L}\p{N}.]*)*/uy;
const QUALIFIER =
  /[\s_,-]*\(?(?:service[\s_-]*pack|cumulative[\s_-]*update|hot[\s_-]*fix(?:rev)?|update|upd|patch(?:[\s_-]*level)?|maintenance release|build|bld|rev(?:ision)?\.?|release(?= ?\d)|take|sp|hf|cu|fp|if|mr|ep|su|rc|beta|alpha|p|r|u|d|b|h|f|q)[\s_.:#-]*\d[\p{L}\p{N}.]*\)?|[\s_]+(?:ga|ltsr|ltsc|lts|rtm|beta|alpha|rc)(?![\p{L}\p{N}])/iuy;
const WORD = /[^\s|,;<>=!&]+/uy;

function phrase(words: string): RegExp {
  return new RegExp(`(?:${words})(?![\\p{L}\\p{N}])`, 'iuy');
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length && tokens.length < CONSTRAINTS_MAX * 4) {
    const atWord = place === 0 || !/[\p{L}\p{N}]/u.test(text[place - 1] ?? '') || !/[\p{L}\p{N}]/u.test(text[place] ?? '');
    const known = atWord ? lexiconAt(text, place) : undefined;
    if (known !== undefined) {
      if (known.token.kind !== 'noise') tokens.push(known.token);
      place = known.end;
      continue;
    }
    const version = matchAt(VERSION, text, place);
    if (version !== undefined) {
      let end = place + version.length;
      for (let more = matchAt(QUALIFIER, text, end); more !== undefined; more = matchAt(QUALIFIER, text, end)) end += more.length;
      tokens.push({ kind: 'version', text: text.slice(place, end).replace(/[.:,;\s_-]+$/, '') });
      place = end;
      continue;
    }
    const word = matchAt(WORD, text, place) ?? text[place] ?? ' ';
    // A name with a sign behind it: "FortiOS/7.0 all versions".
    const slash = word.indexOf('/');
    const taken = slash > 0 ? word.slice(0, slash + 1) : word;
    tokens.push({ kind: 'word', text: taken });
    place += taken.length;
  }
  return tokens;
}

function lexiconAt(text: string, place: number): { readonly token: Token; readonly end: number } | undefined {
  for (const [pattern, token] of LEXICON) {
    const found = matchAt(pattern, text, place);
    if (found !== undefined && found.length > 0) return { token, end: place + found.length };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, place: number): string | undefined {
  pattern.lastIndex = place;
  return pattern.exec(text)?.[0];
}

function readConstraints(text: string, scheme: string): VersionRange {
  const tokens = withoutName(tokensOf(text));
  if (tokens.length === 0) return { kind: 'unreadable', why: 'no version in it' };
  const spans: VersionSpan[] = [];
  const except: ReadVersion[] = [];
  const doubts: string[] = [];
  let every = false;
  let unknown = false;
  for (let place = 0; place < tokens.length && spans.length < CONSTRAINTS_MAX;) {
    const token = tokens[place];
    const next = tokens[place + 1];
    if (token === undefined) break;
    switch (token.kind) {
      case 'operator': {
        if (next?.kind === 'every') {
          every = true;
          place += 2;
          break;
        }
        if (next?.kind !== 'version') {
          doubts.push('an operator without a version');
          place += 1;
          break;
        }
        place += 2;
        const version = readVersion(next.text);
        if (token.operator === '!=') except.push(version);
        else if (token.operator === '=') spans.push({ kind: 'exact', version });
        else place = boundSpan(token.operator, version, tokens, place, spans);
        break;
      }
      case 'version': {
        const version = readVersion(token.text);
        if (next?.kind === 'and-before') {
          spans.push({ kind: 'between', to: { version, inclusive: true } });
          place += 2;
        } else if (next?.kind === 'and-after') {
          spans.push({ kind: 'between', from: { version, inclusive: true } });
          place += 2;
        } else if (next?.kind === 'every') {
          spans.push({ kind: 'branch', prefix: version });
          place += 2;
        } else place = bareSpan(version, tokens, place + 1, spans);
        break;
      }
      case 'every':
        // "All versions < V2.0" is about what follows; "All 7.0 versions" about that branch.
        if (next?.kind === 'version' && tokens.length === 2) {
          spans.push({ kind: 'branch', prefix: readVersion(next.text) });
          place += 2;
        } else {
          if (next === undefined || next.kind === 'separator') every = true;
          place += 1;
        }
        break;
      case 'unknown':
        unknown = true;
        place += 1;
        break;
      case 'word':
        doubts.push(token.text);
        place += 1;
        break;
      default:
        place += 1;
    }
  }
  if (every && spans.length === 0 && except.length === 0 && doubts.length === 0) return { kind: 'every-version' };
  if (spans.length === 0 && except.length > 0) spans.push({ kind: 'between' });
  if (spans.length === 0) {
    if (unknown) return { kind: 'unknown' };
    return { kind: 'unreadable', why: doubts.length === 0 ? 'no version in it' : `not understood: ${doubts.join(' ').slice(0, 100)}` };
  }
  return everyFromZero({
    kind: 'versions',
    scheme,
    spans,
    except,
    ...(doubts.length === 0 ? {} : { doubt: doubts.join(' ').slice(0, 100) }),
  });
}

/** ">= 0" is a way of saying: every version. */
function everyFromZero(range: VersionRange): VersionRange {
  if (range.kind !== 'versions' || range.spans.length !== 1 || range.except.length > 0) return range;
  return isFromZero(range.spans[0]) ? { kind: 'every-version' } : range;
}

/** Words in front of the first version, operator or "all": the name of the product. */
function withoutName(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((token) => token.kind !== 'word');
  return first <= 0 ? tokens : tokens.slice(first);
}

/** One bound; a lower bound takes the upper one that follows it, and an upper one the lower that is joined to it by "and". */
function boundSpan(
  operator: '<' | '<=' | '>' | '>=',
  version: ReadVersion,
  tokens: readonly Token[],
  after: number,
  spans: VersionSpan[],
): number {
  const bound = { version, inclusive: operator.endsWith('=') };
  const separated = tokens[after]?.kind === 'separator' || tokens[after]?.kind === 'through';
  const place = separated ? after + 1 : after;
  const [next, then] = [tokens[place], tokens[place + 1]];
  const lower = operator.startsWith('>');
  if (next?.kind === 'operator' && then?.kind === 'version') {
    const other = { version: readVersion(then.text), inclusive: next.operator.endsWith('=') };
    if (lower && next.operator.startsWith('<')) {
      spans.push({ kind: 'between', from: bound, to: other });
      return place + 2;
    }
    const separator = tokens[after];
    if (!lower && next.operator.startsWith('>') && (separator?.kind !== 'separator' || separator.all)) {
      spans.push({ kind: 'between', from: other, to: bound });
      return place + 2;
    }
  }
  if (lower && tokens[after]?.kind === 'through' && next?.kind === 'version') {
    spans.push({ kind: 'between', from: bound, to: { version: readVersion(next.text), inclusive: true } });
    return place + 1;
  }
  spans.push(lower ? { kind: 'between', from: bound } : { kind: 'between', to: bound });
  return after;
}

/** A version that stands alone, or begins "1.0 - 2.3" or "A.01 <= C.0x". */
function bareSpan(version: ReadVersion, tokens: readonly Token[], after: number, spans: VersionSpan[]): number {
  const [next, then] = [tokens[after], tokens[after + 1]];
  const from = { version, inclusive: true };
  if (next?.kind === 'through' && then?.kind === 'version') {
    spans.push({ kind: 'between', from, to: { version: readVersion(then.text), inclusive: true } });
    return after + 2;
  }
  if (next?.kind === 'operator' && next.operator.startsWith('<') && then?.kind === 'version') {
    spans.push({ kind: 'between', from, to: { version: readVersion(then.text), inclusive: next.operator === '<=' } });
    return after + 2;
  }
  spans.push({ kind: 'exact', version });
  return after;
}

function isFromZero(span: VersionSpan | undefined): boolean {
  if (span?.kind !== 'between') return false;
  if (span.to !== undefined) return false;
  return (
    span.from === undefined ||
    (span.from.inclusive && span.from.version.parts.every((part) => part.kind === 'number' && part.digits === '0'))
  );
}

function exactly(version: ReadVersion, scheme: string): VersionRange {
  return { kind: 'versions', scheme, spans: [{ kind: 'exact', version }], except: [] };
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
