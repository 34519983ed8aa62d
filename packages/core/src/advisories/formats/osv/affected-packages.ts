import { cleanText } from '../../../basics/clean-text.ts';
import { elements, field, path, textAt, textsAt, type JsonView } from '../../../basics/json-view.ts';
import { contains } from '../../../products/version-range.ts';
import { readVersion } from '../../../products/read-version.ts';
import { readVersionRange } from '../../../products/read-version-range.ts';
import type { AdvisoryProduct, VersionClaim } from '../../advisory.ts';
import { packageUrl } from '../package-url.ts';
import { spanText } from '../span-text.ts';
import { ecosystemNamed, type Ecosystem } from './ecosystem.ts';
import { readEvents } from './read-events.ts';

/** Publisher-controlled, so bounded. The widest real records name some 3,000 packages, and 10,000 versions of one. */
const AFFECTED_MAX = 20_000;
const RANGES_MAX = 1_000;
const VERSIONS_MAX = 20_000;
const PRODUCTS_MAX = 100_000;
const NAME_MAX = 2_000;
/** Exact versions are told together, for there are hundreds; a text of this many characters is read whole. */
const PIECE_MAX = 1_000;

/** The packages of a record (OSV schema 1.7, `affected`), and the ids of those whose versions are affected. */
export type AffectedPackages = { readonly products: readonly AdvisoryProduct[]; readonly affected: readonly string[] };

export function readAffectedPackages(root: JsonView): AffectedPackages {
  const products: AdvisoryProduct[] = [];
  const affected: string[] = [];
  for (const [place, view] of elements(field(root, 'affected'), AFFECTED_MAX).entries()) {
    for (const { product, isAffected } of packageProducts(view, place)) {
      if (products.length >= PRODUCTS_MAX) return { products, affected };
      products.push(product);
      if (isAffected) affected.push(product.id);
    }
  }
  return { products, affected };
}

type Placed = { readonly product: AdvisoryProduct; readonly isAffected: boolean };

function packageProducts(view: JsonView, place: number): readonly Placed[] {
  const name = cleanText(textAt(path(view, 'package', 'name'), NAME_MAX) ?? '', NAME_MAX) || nameOfRepository(view);
  if (name === undefined) return [];
  const ecosystem = ecosystemNamed(textAt(path(view, 'package', 'ecosystem'), 200) ?? '');
  const purl = purlOf(view);
  const base = {
    name: `${name}${ecosystem.release === undefined ? '' : ` on ${ecosystem.release}`}`,
    ...(ecosystem.maker === undefined ? {} : { supplier: ecosystem.maker }),
    product: name,
    purls:
      purl === undefined ? (ecosystem.purl === undefined ? [] : [packageUrl(ecosystem.purl.type, name, ecosystem.purl.namespace)]) : [purl],
    otherIdentifiers: [],
    at: view.at,
  };
  const claims = versionClaims(view, ecosystem);
  const platform = ecosystem.release === undefined ? undefined : platformOf(ecosystem.release, place, view.at);
  const relationship =
    platform === undefined
      ? {}
      : { relationship: { category: 'default_component_of', productId: `${place}/package`, relatesTo: platform.id } };
  return [
    ...(platform === undefined
      ? []
      : [
          { product: platform, isAffected: false },
          { product: { ...base, name, id: `${place}/package` }, isAffected: false },
        ]),
    ...claims.map((version, index) => ({
      product: { ...base, ...relationship, id: `${place}/${index}`, ...(version === undefined ? {} : { version }) },
      isAffected: true,
    })),
  ];
}

/** Without version and qualifiers, which are examples; Alpine's own were once written as a type of their own. */
function purlOf(view: JsonView): string | undefined {
  return textAt(path(view, 'package', 'purl'), NAME_MAX)
    ?.replace(/[?#].*$/, '')
    .replace(/@[^/]*$/, '')
    .replace(/^pkg:alpine\//, 'pkg:apk/alpine/');
}

/** Records of flaws in a repository have no package: "https://…/acme/epd-kern" is epd-kern. */
function nameOfRepository(view: JsonView): string | undefined {
  const repository = elements(field(view, 'ranges'), RANGES_MAX).flatMap((range) => textAt(field(range, 'repo'), NAME_MAX) ?? [])[0];
  const last = repository
    ?.replace(/(?:\.git)?\/*$/, '')
    .split('/')
    .at(-1);
  return last === undefined || last === '' ? undefined : last;
}

function platformOf(release: string, place: number, at: string): AdvisoryProduct {
  return { id: `${place}/platform`, name: release, product: release, purls: [], otherIdentifiers: [], at };
}

/**
 * What is affected: a version that is listed, or one in a range (OSV schema, "Evaluation"). Commits are passed over where versions are
 * told too; where nothing but commits is told, or nothing at all, which versions are meant is not known here.
 */
function versionClaims(view: JsonView, { scheme }: Ecosystem): readonly (VersionClaim | undefined)[] {
  const ranges = elements(field(view, 'ranges'), RANGES_MAX).filter((range) => field(range, 'type').value !== 'GIT');
  const spans = ranges.flatMap((range) => readEvents(field(range, 'events'), scheme)).map((span) => spanText(scheme, span));
  const listed = textsAt(field(view, 'versions'), VERSIONS_MAX, 500).map((version) => version.trim());
  const read = spans.map(({ text }) => readVersionRange(text));
  const beside = listed.filter((version) => isPlain(version) && !read.some((range) => contains(range, readVersion(version)) === 'in'));
  const claims = [...spans, ...inPieces(beside).map((text) => ({ kind: 'exact' as const, text }))];
  return claims.length === 0 ? [undefined] : claims;
}

/** A version with the signs of a range in it is left to the ranges. */
function isPlain(version: string): boolean {
  return /\d/.test(version) && !/[|,;<>=!*\s]/.test(version);
}

function inPieces(versions: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  for (const version of versions) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + version.length > PIECE_MAX) pieces.push(version);
    else pieces[pieces.length - 1] = `${last}, ${version}`;
  }
  return pieces;
}
