/** What a text of a range is made of. `alone` of a version: nothing stands between it and the version before it. */
export type RangeToken =
  | { readonly kind: 'operator'; readonly operator: RangeOperator }
  | { readonly kind: 'separator'; readonly all: boolean }
  | {
      readonly kind:
        | 'every'
        | 'unknown'
        | 'and-before'
        | 'and-after'
        | 'through'
        | 'between'
        | 'except'
        | 'inclusive'
        | 'exclusive'
        | 'noise';
    }
  | { readonly kind: 'interval'; readonly from: string; readonly fromIncluded: boolean; readonly to: string; readonly toIncluded: boolean }
  | { readonly kind: 'version'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };
export type RangeOperator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** Publishers are not bounded otherwise. */
const TOKENS_MAX = 2_000;

const VERSIONS = '(?:versions?|versies?|versionen|releases?|revisions?|builds?|firmware|software)';
const AND = '(?:(?:and|or|en|of|und|oder|&)[ _]+)?(?:all[ _]+|any[ _]+|alle[ _]+)?';
const SUPPORTED =
  '(?:bios|firmware|software|released|affected|known|supported|available|current|existing|ondersteunde|bekende|beschikbare|unterstützten|bekannten|verfügbaren)';
const WITHOUT =
  '(?:but[ _]+)?(?:not[ _]+including|not[ _]+included|excluding|exclusive(?:[ _]+of)?|excl\\.?|niet[ _]+inbegrepen|exclusief|ausschlie(?:ß|ss)lich)';
const WITH = '(?:and[ _]+)?(?:including|inclusive(?:[ _]+of)?|incl\\.?|inclusief|einschlie(?:ß|ss)lich|einschl\\.|inkl(?:usive|\\.)?)';

/** In the order in which they are tried; each at the place where reading stands. Longer phrases stand before their beginnings. */
const LEXICON: readonly (readonly [RegExp, Exclude<RangeToken, { kind: 'version' | 'word' | 'interval' }>])[] = [
  [/(?:<=|=<|≤|⩽|&lt;=)/y, { kind: 'operator', operator: '<=' }],
  [/(?:>=|=>|≥|⩾|&gt;=)/y, { kind: 'operator', operator: '>=' }],
  [/(?:!=|≠)/y, { kind: 'operator', operator: '!=' }],
  [/(?:<|&lt;)/y, { kind: 'operator', operator: '<' }],
  [/(?:>|&gt;)/y, { kind: 'operator', operator: '>' }],
  [/==?/y, { kind: 'operator', operator: '=' }],
  [
    phrase(`(?:up[ _]+to|until|tot|bis),?[ _]*\\(?${WITHOUT}\\)?,?|tot[ _]+maar[ _]+niet[ _]+met|prior[ _]+to[ _]+\\(?${WITHOUT}\\)?`),
    { kind: 'operator', operator: '<' },
  ],
  [
    phrase(
      `(?:prior to|before|earlier than|up to|until|tot|bis|vor|voor),?[ _]*\\(?${WITH}\\)?|(?:no|not)[ _]+(?:later|newer|higher|greater)[ _]+than|niet[ _]+(?:later|nieuwer|hoger)[ _]+dan`,
    ),
    { kind: 'operator', operator: '<=' },
  ],
  [
    phrase(
      '(?:less|lower|smaller) than or equal(?: to)?|lager dan of gelijk aan|kleiner dan of gelijk aan|kleiner (?:als )?oder gleich|tot en met|t/m|tem|at most|inclusive to',
    ),
    { kind: 'operator', operator: '<=' },
  ],
  [
    phrase(
      '(?:greater|higher) than or equal(?: to)?|(?:hoger|groter) dan of gelijk aan|gr(?:ö|oe)(?:ß|ss)er (?:als )?oder gleich|starting (?:with|from|at)|beginning (?:with|at)|from|since|vanaf|seit|at least|minimaal|mindestens',
    ),
    { kind: 'operator', operator: '>=' },
  ],
  [
    phrase(
      'prior to|before|earlier than|older than|lower than|smaller than|less than|below(?= v?\\d)|under(?= v?\\d)|eerder dan|ouder dan|lager dan|kleiner dan|kleiner(?: als)?|niedriger als|älter als|vóór|vor|voor|tot',
    ),
    { kind: 'operator', operator: '<' },
  ],
  [phrase('up to|bis|until'), { kind: 'operator', operator: '<=' }],
  // "von 5.0 bis 5.4", "van 5.0 tot 5.4", "ab Version 5": small, for AB and Van are names.
  [/(?:von|van|ab|Ab|Von|Van)(?=[\s_]+(?:[Vv]ersion(?:en)?[\s_]+|[Vv]ersies?[\s_]+)?[vV]?\d)/y, { kind: 'operator', operator: '>=' }],
  [
    phrase(
      'later than|newer than|higher than|greater than|hoger dan|groter dan|nieuwer dan|later dan|neuer als|höher als|gr(?:ö|oe)(?:ß|ss)er(?: als)?|after|na(?= v?\\d)|nach(?= v?\\d)',
    ),
    { kind: 'operator', operator: '>' },
  ],
  [
    phrase(
      `${AND}(?:prior|previous|earlier|below|older|lower|under|eerder|eerdere|ouder|oudere|lager|lagere|voorgaande|vorige|daarvoor|früher|frühere|vorherige|älter|ältere|niedriger|niedrigere)(?:[ _]+${VERSIONS})?`,
    ),
    { kind: 'and-before' },
  ],
  [
    phrase(
      `${AND}(?:later|above|newer|higher|greater|onwards?|upwards?|up|hoger|hogere|nieuwer|nieuwere|latere|höher|höhere|neuer|neuere|folgende|spätere)(?:[ _]+${VERSIONS})?`,
    ),
    { kind: 'and-after' },
  ],
  [phrase('(?:between|tussen|zwischen)'), { kind: 'between' }],
  [
    phrase(
      `with the exception of|except(?: for)?|other than|excluding|exclusive of|behalve|met uitzondering van|uitgezonderd|au(?:ß|ss)er|ausgenommen`,
    ),
    { kind: 'except' },
  ],
  [phrase(WITHOUT), { kind: 'exclusive' }],
  [
    phrase(
      `all other ${VERSIONS}|(?:all|any|every|alle|elke|iedere|jede)(?:[ _]+(?:of the[ _]+)?${SUPPORTED})?[ _]+${VERSIONS}(?:[ _]+(?:of|van|von)(?= v?\\d))?|all|any|every|alle`,
    ),
    { kind: 'every' },
  ],
  [/\*(?![\w.])/y, { kind: 'every' }],
  [phrase('unknown|unspecified|not specified|not available|n/a|na|onbekend|niet bekend|unbekannt|none|tbd'), { kind: 'unknown' }],
  [phrase('through|thru|to|en met'), { kind: 'through' }],
  [/(?:[–—~]|-(?=[\s_])|\.{2,})/y, { kind: 'through' }],
  [/[|,;]+/y, { kind: 'separator', all: false }],
  [/\/(?=\s)/y, { kind: 'separator', all: false }],
  [phrase('or|of|oder|as well as|alsmede|evenals|sowie'), { kind: 'separator', all: false }],
  [/&+/y, { kind: 'separator', all: true }],
  [phrase('and|en|und'), { kind: 'separator', all: true }],
  [phrase(WITH), { kind: 'inclusive' }],
  [
    phrase(
      `${VERSIONS}|ver\\.?|v\\.|v(?= ?\\d)|[vx](?=\\s*[<>=≤≥])|the|only|alleen|uitsluitend|nur|below are affected|is affected|are affected|affected`,
    ),
    { kind: 'noise' },
  ],
  [/[\s_"'“”:()[\]]+/y, { kind: 'noise' }],
];

/** A version: it has a digit; letters, signs and brackets in it belong to it; what names an update or a build behind it too. */
const VERSION =
  /(?:[\p{L}]{1,12}[._-]?)?(?:[\p{L}]{1,3}[._-]?)?\d[\p{L}\p{N}.+~:^]*(?:(?:[-_/](?=[\p{L}\p{N}])|\((?=[\p{L}\p{N}.]+\)))[\p{L}\p{N}.+~:^]+\)?[\p{L}\p{N}.]*)*/uy;
/** "7.x-versies", "1.2..1.4": where a version ends though it could go on. */
const VERSION_ENDS = /\.{2,}|[-_](?:versions?|versies?|versionen|releases?)$/i;

const UPDATE_NAME =
  'service[\\s_-]*pack|cumulative[\\s_-]*update|jumbo(?:[\\s_-]*hot[\\s_-]*fix)?(?:[\\s_-]*accumulator)?(?:[\\s_-]*take)?|jhfa?(?:[\\s_-]*take)?|hot[\\s_-]*fix(?:rev)?|feature[\\s_-]*pack|fix[\\s_-]*pack|update|upd|patch(?:[\\s_-]*level)?|maintenance release|take|sp|hf|cu|fp';
const QUALIFIER = new RegExp(
  `[\\s_,-]*\\(?(?:${UPDATE_NAME}|build|bld|rev(?:ision)?\\.?|release(?= ?\\d)|cfd|hfa|if|mr|ep|su|qu|up|ru|sr|es|rc|beta|alpha|p|r|u|d|b|h|f|q)[\\s_.:#-]*\\d[\\p{L}\\p{N}.]*\\)?|[\\s_]+(?:ga|ltsr|ltsc|lts|rtm|beta|alpha|rc)(?![\\p{L}\\p{N}])`,
  'iuy',
);
const BEFORE_OPERATOR = '(?=[\\s_]*(?:<|>|≤|≥|=<|=>|&lt;|prior|before|below|earlier|lower|older|up to|t/m|tot|vóór|voor|vor|bis))';
/** "R80.40 Jumbo Hotfix Take < 158": what is counted stands in front of the operator. */
const COUNTED = new RegExp(`[\\s_,-]*(${UPDATE_NAME}|build)${BEFORE_OPERATOR}`, 'iuy');
/** "V17 before Update 6": an update of what stands in front of the operator. */
const UPDATE = new RegExp(`(?:${UPDATE_NAME})[\\s_.:#-]*\\d[\\p{L}\\p{N}.]*`, 'iuy');
const WORD = /[^\s|,;<>=!&]+/uy;
const INTERVAL = /([[(])\s*([^\s,[\]()<>=]*\d[^\s,[\]()<>=]*)?\s*,\s*([^\s,[\]()<>=]*\d[^\s,[\]()<>=]*)?\s*([\])])/y;

function phrase(words: string): RegExp {
  return new RegExp(`(?:${words})(?![\\p{L}\\p{N}])`, 'iuy');
}

/** Takes a text of a range apart; what only fills is left out. Publisher-controlled; at most `TOKENS_MAX`. */
export function rangeTokensOf(text: string): readonly RangeToken[] {
  const reading: Reading = { text, tokens: [], place: 0, counted: '' };
  while (reading.place < text.length && reading.tokens.length < TOKENS_MAX)
    if (!takeInterval(reading) && !takeKnown(reading) && !takeVersion(reading)) takeWord(reading);
  return reading.tokens;
}

type Reading = { readonly text: string; readonly tokens: RangeToken[]; place: number; counted: string };

/** "[1.2, 1.4)"; "(1.2, 1.4)" may as well be a list. */
function takeInterval(reading: Reading): boolean {
  INTERVAL.lastIndex = reading.place;
  const found = INTERVAL.exec(reading.text);
  if (found === null) return false;
  const [all, open, from = '', to = '', close] = found;
  if (from === '' && to === '') return false;
  if (open === '(' && close === ')' && from !== '' && to !== '') return false;
  reading.tokens.push({ kind: 'interval', from, fromIncluded: open === '[', to, toIncluded: close === ']' });
  reading.place += all.length;
  return true;
}

function takeKnown(reading: Reading): boolean {
  const { text, place, tokens } = reading;
  const atWord = place === 0 || !/[\p{L}\p{N}]/u.test(text[place - 1] ?? '') || !/[\p{L}\p{N}]/u.test(text[place] ?? '');
  if (!atWord) return false;
  for (const [pattern, token] of LEXICON) {
    const found = matchAt(pattern, text, place);
    if (found === undefined || found === '') continue;
    if (token.kind !== 'noise') tokens.push(token);
    reading.place += found.length;
    return true;
  }
  return false;
}

function takeVersion(reading: Reading): boolean {
  const { text, place, tokens } = reading;
  const update = isBound(tokens) ? matchAt(UPDATE, text, place) : undefined;
  const whole = update ?? matchAt(VERSION, text, place);
  if (whole === undefined) return false;
  const ends = VERSION_ENDS.exec(whole)?.index ?? -1;
  const version = ends > 0 ? whole.slice(0, ends) : whole;
  let end = place + version.length;
  for (let more = matchAt(QUALIFIER, text, end); more !== undefined; more = matchAt(QUALIFIER, text, end)) end += more.length;
  tokens.push({ kind: 'version', text: reading.counted + text.slice(place, end).replace(/[.:,;\s_-]+$/, '') });
  COUNTED.lastIndex = end;
  const counted = COUNTED.exec(text);
  reading.counted = counted === null ? '' : `${counted[1] ?? ''} `;
  reading.place = end + (counted?.[0].length ?? 0) + (ends > 0 && whole[ends] !== '.' ? whole.length - version.length : 0);
  return true;
}

/** A version and an operator: what follows may be but the update. */
function isBound(tokens: readonly RangeToken[]): boolean {
  return tokens.at(-1)?.kind === 'operator' && tokens.at(-2)?.kind === 'version';
}

function takeWord(reading: Reading): void {
  const word = matchAt(WORD, reading.text, reading.place) ?? reading.text[reading.place] ?? ' ';
  // A name with a sign behind it: "FortiOS/7.0 all versions".
  const slash = word.indexOf('/');
  const taken = slash > 0 ? word.slice(0, slash + 1) : word;
  reading.tokens.push({ kind: 'word', text: taken });
  reading.place += taken.length;
}

function matchAt(pattern: RegExp, text: string, place: number): string | undefined {
  pattern.lastIndex = place;
  return pattern.exec(text)?.[0];
}
