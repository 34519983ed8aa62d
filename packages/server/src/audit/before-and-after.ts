import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/**
 * What a change was, by reference and never by content: which fields differ, and the SHA-256 of the whole before and after (canonical JSON,
 * RFC 8785), by which a version from a backup can be recognised. Fields that are undefined count as absent.
 */
export function beforeAndAfter(
  before: object,
  after: object,
): { readonly changed: readonly string[]; readonly before: string; readonly after: string } {
  const [was, is] = [plain(before), plain(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return { changed: names.filter((name) => textOf(was[name]) !== textOf(is[name])), before: digestOf(was), after: digestOf(is) };
}

function plain(value: object): { readonly [name: string]: Json } {
  return JSON.parse(JSON.stringify(value)) as { [name: string]: Json };
}

function textOf(value: Json | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}

function digestOf(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
