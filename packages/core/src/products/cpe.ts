/**
 * Well-formed CPE names (NISTIR 7695 §5). A value is `ANY`, `NA`, or text in which everything but letters, digits and `_` is quoted
 * by a backslash, except a wildcard `*` or `?` that means itself (§5.3.2). The text of a value is publisher- or member-controlled.
 */
export const CPE_ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'sw_edition',
  'target_sw',
  'target_hw',
  'other',
] as const;
export type CpeAttribute = (typeof CPE_ATTRIBUTES)[number];
export type CpeValue = { readonly kind: 'any' } | { readonly kind: 'na' } | { readonly kind: 'text'; readonly text: string };
export type Cpe = { readonly [attribute in CpeAttribute]: CpeValue };

const ANY: CpeValue = { kind: 'any' };
const NA: CpeValue = { kind: 'na' };
const NAME_MAX = 2_000;

/** Reads a formatted string (`cpe:2.3:…`, NISTIR 7695 §6.2) or a URI (`cpe:/…`, §6.1); undefined where it is neither. */
export function readCpe(text: string): Cpe | undefined {
  const trimmed = text.trim();
  if (trimmed.length > NAME_MAX) return undefined;
  const lower = trimmed.toLowerCase();
  if (lower.startsWith('cpe:2.3:')) return unbindFormattedString(lower);
  if (lower.startsWith('cpe:/')) return unbindUri(lower);
  return undefined;
}

/** NISTIR 7695 §6.2.3. */
function unbindFormattedString(text: string): Cpe | undefined {
  const parts = splitUnquoted(text.slice('cpe:2.3:'.length), ':');
  if (parts.length !== CPE_ATTRIBUTES.length) return undefined;
  const cpe: Record<string, CpeValue> = {};
  for (const [place, name] of CPE_ATTRIBUTES.entries()) {
    const value = unbindFormattedValue(parts[place] ?? '');
    if (value === undefined || (name === 'part' && !isPart(value))) return undefined;
    cpe[name] = value;
  }
  return cpe as Cpe;
}

function unbindFormattedValue(text: string): CpeValue | undefined {
  if (text === '*') return ANY;
  if (text === '-') return NA;
  if (text === '') return undefined;
  let quoted = '';
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? '';
    if (character === '\\') {
      const next = text[place + 1];
      if (next === undefined) return undefined;
      quoted += isPlain(next) ? next : `\\${next}`;
      place += 1;
    } else if (character === '*' || character === '?') {
      quoted += character;
    } else {
      quoted += isPlain(character) ? character : `\\${character}`;
    }
  }
  return isWellFormed(quoted) ? { kind: 'text', text: quoted } : undefined;
}

/** NISTIR 7695 §6.1.3: the edition may carry four more attributes, packed by `~`. */
function unbindUri(text: string): Cpe | undefined {
  const parts = text.slice('cpe:/'.length).split(':');
  if (parts.length > 7) return undefined;
  const packed = parts[5]?.startsWith('~') === true ? parts[5].split('~').slice(1) : undefined;
  if (packed !== undefined && packed.length !== 5) return undefined;
  const texts: Record<CpeAttribute, string | undefined> = {
    part: parts[0],
    vendor: parts[1],
    product: parts[2],
    version: parts[3],
    update: parts[4],
    edition: packed === undefined ? parts[5] : packed[0],
    language: parts[6],
    sw_edition: packed?.[1],
    target_sw: packed?.[2],
    target_hw: packed?.[3],
    other: packed?.[4],
  };
  const cpe: Record<string, CpeValue> = {};
  for (const name of CPE_ATTRIBUTES) {
    const value = unbindUriValue(texts[name] ?? '');
    if (value === undefined || (name === 'part' && !isPart(value))) return undefined;
    cpe[name] = value;
  }
  return cpe as Cpe;
}

function unbindUriValue(text: string): CpeValue | undefined {
  if (text === '') return ANY;
  if (text === '-') return NA;
  let quoted = '';
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? '';
    if (character === '%') {
      const hex = text.slice(place + 1, place + 3);
      if (!/^[0-9a-f]{2}$/.test(hex)) return undefined;
      const code = Number.parseInt(hex, 16);
      if (code === 1) quoted += '?';
      else if (code === 2) quoted += '*';
      else {
        const decoded = String.fromCharCode(code);
        quoted += isPlain(decoded) ? decoded : `\\${decoded}`;
      }
      place += 2;
    } else if (isPlain(character) || character === '*' || character === '?') {
      // A bare wildcard is no character of a CPE 2.2 URI, but published names have it, and §6.1.3.2 passes it on.
      quoted += character;
    } else {
      quoted += `\\${character}`;
    }
  }
  return isWellFormed(quoted) ? { kind: 'text', text: quoted } : undefined;
}

function isPart(value: CpeValue): boolean {
  return value.kind !== 'text' || value.text === 'a' || value.text === 'o' || value.text === 'h';
}

function isPlain(character: string): boolean {
  return /[a-z0-9_]/i.test(character);
}

/** §5.3.2: `*` alone at the beginning or the end, `?` only in a row there; no space, no bare `-` between quotes alone. */
function isWellFormed(quoted: string): boolean {
  if (/\s/.test(quoted)) return false;
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\uffff]/.test(quoted)) return false;
  return /^(?:\*|\?+)?(?:[a-z0-9_]|\\[^a-z0-9_])*(?:\*|\?+)?$/i.test(quoted) && !/^\\-$/.test(quoted);
}

function splitUnquoted(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? '';
    if (character === '\\') {
      part += character + (text[place + 1] ?? '');
      place += 1;
    } else if (character === separator) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  parts.push(part);
  return parts;
}

/** NISTIR 7695 §6.2.2. */
export function bindFormattedString(cpe: Cpe): string {
  return `cpe:2.3:${CPE_ATTRIBUTES.map((name) => bindFormattedValue(cpe[name])).join(':')}`;
}

function bindFormattedValue(value: CpeValue): string {
  if (value.kind === 'any') return '*';
  if (value.kind === 'na') return '-';
  // `.`, `-` and `_` are unquoted in a formatted string.
  return value.text.replace(/\\([.\-_])/g, '$1');
}

/** NISTIR 7695 §6.1.2. */
export function bindUri(cpe: Cpe): string {
  const extended = (['sw_edition', 'target_sw', 'target_hw', 'other'] as const).map((name) => bindUriValue(cpe[name]));
  const edition = extended.every((text) => text === '')
    ? bindUriValue(cpe.edition)
    : `~${[bindUriValue(cpe.edition), ...extended].join('~')}`;
  const texts = [
    ...(['part', 'vendor', 'product', 'version', 'update'] as const).map((name) => bindUriValue(cpe[name])),
    edition,
    bindUriValue(cpe.language),
  ];
  return `cpe:/${texts.join(':').replace(/:+$/, '')}`;
}

function bindUriValue(value: CpeValue): string {
  if (value.kind === 'any') return '';
  if (value.kind === 'na') return '-';
  return value.text.replace(/\\(.)|[*?]/g, (found, quoted: string | undefined) => {
    if (quoted === undefined) return found === '*' ? '%02' : '%01';
    return /[.\-_]/.test(quoted) ? quoted : `%${quoted.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** How the values of a source name relate to those of a target (NISTIR 7696 §6.2, Table 6-2). */
export type CpeRelation = 'superset' | 'subset' | 'equal' | 'disjoint' | 'undefined';

export function compareCpeValues(source: CpeValue, target: CpeValue): CpeRelation {
  if (target.kind === 'text' && hasWildcard(target.text)) {
    // A target with wildcards has no relation (#4, #8, #12, #17), unless the source is the same text or takes everything.
    if (source.kind === 'any') return 'superset';
    return 'undefined';
  }
  if (source.kind === 'any') return target.kind === 'any' ? 'equal' : 'superset';
  if (target.kind === 'any') return source.kind === 'text' && hasWildcard(source.text) ? 'undefined' : 'subset';
  if (source.kind === 'na' || target.kind === 'na') return source.kind === target.kind ? 'equal' : 'disjoint';
  const a = source.text.toLowerCase();
  const b = target.text.toLowerCase();
  if (a === b) return 'equal';
  return hasWildcard(a) && matchesWildcard(a, b) ? 'superset' : 'disjoint';
}

/** NISTIR 7696 §6.2: the relation of whole names; undefined where any attribute's is. */
export function compareCpes(source: Cpe, target: Cpe): CpeRelation {
  const relations = new Set(CPE_ATTRIBUTES.map((name) => compareCpeValues(source[name], target[name])));
  if (relations.has('disjoint')) return 'disjoint';
  if (relations.has('undefined')) return 'undefined';
  if (relations.has('superset')) return relations.has('subset') ? 'undefined' : 'superset';
  return relations.has('subset') ? 'subset' : 'equal';
}

export function hasWildcard(text: string): boolean {
  return /^(?:[^\\]|\\.)*?[*?]/.test(text.replace(/\\./g, ''));
}

/** `*` at an end takes any text, also none; each `?` at an end takes one character or none (NISTIR 7696 §6.3). */
function matchesWildcard(pattern: string, text: string): boolean {
  const [, head = '', body = '', tail = ''] = /^(\*|\?*)((?:\\.|[^\\*?])*)(\*|\?*)$/.exec(pattern) ?? [];
  const plain = units(text);
  const wanted = units(body);
  const before = head === '*' ? Infinity : head.length;
  const after = tail === '*' ? Infinity : tail.length;
  for (let start = 0; start <= plain.length - wanted.length && start <= before; start += 1) {
    const rest = plain.length - wanted.length - start;
    if (rest <= after && wanted.every((unit, place) => unit === plain[start + place])) return true;
  }
  return false;
}

/** Characters, a quoted one as one. */
function units(text: string): readonly string[] {
  return text.match(/\\.|[^\\]/g) ?? [];
}

/** The plain text of a value: quotes taken off; undefined for ANY and NA. */
export function plainText(value: CpeValue): string | undefined {
  return value.kind === 'text' ? value.text.replace(/\\(.)/g, '$1') : undefined;
}
