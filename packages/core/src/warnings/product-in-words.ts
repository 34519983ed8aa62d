import { cleanText } from '../basics/clean-text.ts';
import type { ConcernedReason } from '../matching/concerned.ts';

const NAME_CHARACTERS_MAX = 80;

/**
 * The product of a reason in words, for a mail that is not encrypted: without the version that is held (DESIGN §3.5). Members type a
 * version into the product's name; what reads as one, and the line's own version, is taken out. Undefined where nothing is left.
 * The name is member-controlled.
 */
export function productInWords(reason: Pick<ConcernedReason, 'product' | 'supplier' | 'item'>): string | undefined {
  const name = nameIn(reason.product, reason.item?.version);
  return name ?? nameIn(reason.supplier, reason.item?.version);
}

function nameIn(text: string | undefined, version: string | undefined): string | undefined {
  const name = withoutVersions(cleanText(text ?? '', 400), cleanText(version ?? '', 400));
  return name === '' ? undefined : cleanText(name, NAME_CHARACTERS_MAX);
}

/** "FortiOS v7.2.9 (build 1639)" is "FortiOS", whatever version is held. */
function withoutVersions(name: string, version: string): string {
  const said = version === '' ? name : withoutWhole(name, version);
  return said
    .replace(/(?<![\p{L}\p{N}])(?:v|versie|version|ver|release|rel|build|r)?\.?\s*\d+(?:[._]\d+)+[\p{L}\p{N}._+-]*/giu, ' ')
    .replace(/(?<![\p{L}\p{N}])(?:versie|version|build|release)[\s:.]*\d+(?![\p{L}\p{N}])/giu, ' ')
    .replace(/(?<![\p{L}\p{N}])(?:versie|version|build|release|v)(?![\p{L}\p{N}])[\s:.]*(?=$|[)\],;-])/giu, ' ')
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:()–-]+|[\s,;:(–-]+$/gu, '');
}

/** Every occurrence of the version that stands by itself, "v7" for "7" too. */
function withoutWhole(name: string, version: string): string {
  const literal = version.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return name.replace(new RegExp(`(?<![\\p{L}\\p{N}])v?${literal}(?![\\p{L}\\p{N}])`, 'giu'), ' ');
}
