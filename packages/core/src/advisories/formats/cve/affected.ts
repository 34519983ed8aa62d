import { cleanText } from '../../../basics/clean-text.ts';
import { elements, field, textAt, textsAt, type JsonView } from '../../../basics/json-view.ts';
import { plainText, readCpe } from '../../../products/cpe.ts';
import { foldName } from '../../../products/fold-name.ts';
import type { AdvisoryProduct, ProductStatus, VersionClaim } from '../../advisory.ts';
import { claimsOf, type StatusClaim } from './claims-of.ts';
import { packageOf } from './package-of.ts';
import { splitBranches } from './split-branches.ts';
import { readStatedVersions, type CveStatus, type Stated } from './stated-versions.ts';

/** Products with the status of each, as one vulnerability has them. */
export type StatedProducts = {
  readonly products: readonly AdvisoryProduct[];
  readonly status: { readonly [status in ProductStatus]?: readonly string[] };
};

/** Publisher-controlled, so bounded. The widest of 4,000 real records has 700 entries. */
const AFFECTED_MAX = 5_000;
const PRODUCTS_MAX = 50_000;
const CPES_MAX = 50;
const NAME_MAX = 2_000;

type Affected = {
  readonly at: string;
  readonly supplier?: string;
  readonly product?: string;
  readonly packageName?: string;
  readonly collection?: string;
  readonly packageUrl?: string;
  readonly platforms?: string;
  readonly cpes: readonly string[];
  /** The release that the name ends in, where a CPE name confirms that it is one: "2016 Cumulative Update 19". */
  readonly release?: string;
  readonly defaultStatus?: CveStatus;
  readonly stated: Stated;
};

/**
 * The products of a record. The assigner (CNA) speaks for the products that it names; what others (ADP) say of versions counts for those
 * that it does not name or says nothing of, and their CPE names for all.
 */
export function readAffected(assigner: JsonView, others: readonly JsonView[]): StatedProducts {
  const own = readList(assigner);
  const added = others.flatMap(readList);
  const told = new Set(own.filter(saysVersions).map(keyOf));
  const taken = [...own, ...added.filter((one) => !told.has(keyOf(one)))];
  const counted = taken.filter((one) => !isRepeatedByCommits(one, taken));
  const known = counted.filter(({ supplier, product, packageName }) => (supplier ?? product ?? packageName) !== undefined);
  return joined(withBranchesSplit(known).flatMap((one) => productsOf(withCpesOf(one, added))));
}

/** Some give each branch of a product an entry of its own; those for other platforms are others. */
function withBranchesSplit(all: readonly Affected[]): readonly Affected[] {
  const alike = Map.groupBy(all, (one) => JSON.stringify([keyOf(one), one.platforms ?? null, one.stated.scheme]));
  const changed = [...alike.values()].map((entries) =>
    splitBranches(
      entries.flatMap(({ stated }) => stated.versions),
      entries[0]?.stated.scheme ?? 'generic',
    ),
  );
  const meant = new Map(changed.flatMap((each) => [...each]));
  return all.map((one) => ({
    ...one,
    stated: { ...one.stated, versions: one.stated.versions.flatMap((each) => meant.get(each) ?? [each]) },
  }));
}

function readList(container: JsonView): readonly Affected[] {
  return elements(field(container, 'affected'), AFFECTED_MAX).map(readOne);
}

function readOne(view: JsonView): Affected {
  const named = (name: string) => nameAt(field(view, name));
  const status = field(view, 'defaultStatus').value;
  const cpes = textsAt(field(view, 'cpes'), CPES_MAX, NAME_MAX);
  return {
    at: view.at,
    supplier: named('vendor'),
    product: named('product'),
    packageName: named('packageName'),
    collection: textAt(field(view, 'collectionURL'), NAME_MAX),
    packageUrl: textAt(field(view, 'packageURL'), NAME_MAX),
    platforms: textsAt(field(view, 'platforms'), 50, 200).join(', ') || undefined,
    cpes: productCpes(cpes),
    release: releaseIn(named('product'), cpes),
    ...(status === 'affected' || status === 'unaffected' || status === 'unknown' ? { defaultStatus: status } : {}),
    stated: readStatedVersions(view),
  };
}

/** What people write where they have no name to give. */
function nameAt(view: JsonView): string | undefined {
  const text = cleanText(textAt(view, NAME_MAX) ?? '', NAME_MAX);
  return text === '' || /^(?:n\/?a|-+|unknown|unspecified|none|null|undefined|\*)$/i.test(text) ? undefined : text;
}

/** CPE names as those of products: each vendor and product once. The versions in them are examples; the ranges say which are meant. */
function productCpes(texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    const cpe = readCpe(text);
    if (cpe === undefined || plainText(cpe.vendor) === undefined || plainText(cpe.product) === undefined) continue;
    const [part, vendor, product] = [cpe.part, cpe.vendor, cpe.product].map((value) => (value.kind === 'text' ? value.text : '*'));
    found.add(`cpe:2.3:${part}:${vendor}:${product}:*:*:*:*:*:*:*:*`);
  }
  return [...found];
}

/** "Microsoft Exchange Server 2016 Cumulative Update 19" with a CPE name of version 2016: a product, and a release of it. */
function releaseIn(product: string | undefined, cpes: readonly string[]): string | undefined {
  for (const text of product === undefined ? [] : cpes) {
    const version = plainText(readCpe(text)?.version ?? { kind: 'any' });
    if (version === undefined || version.length < 2) continue;
    const at = product?.lastIndexOf(` ${version}`) ?? -1;
    const release = at > 0 ? product?.slice(at + 1) : undefined;
    if (release === version || release?.startsWith(`${version} `) === true) return release;
  }
  return undefined;
}

/** "Palo Alto Networks PAN-OS" and "paloaltonetworks pan-os" are one. */
function keyOf({ supplier, product, packageName }: Affected): string {
  return [supplier, product, packageName].map((name) => foldName(name ?? '').replaceAll(' ', '')).join('|');
}

function saysVersions({ stated, defaultStatus }: Affected): boolean {
  return (defaultStatus !== undefined && defaultStatus !== 'unknown') || stated.versions.some(({ kind }) => kind !== 'unclear');
}

/** The kernel's records give every product twice: in commits, and in versions. */
function isRepeatedByCommits(one: Affected, all: readonly Affected[]): boolean {
  return one.stated.onlyCommits && all.some((other) => other !== one && !other.stated.onlyCommits && keyOf(other) === keyOf(one));
}

function withCpesOf(one: Affected, added: readonly Affected[]): Affected {
  if (one.cpes.length > 0) return one;
  const cpes = added.filter((other) => keyOf(other) === keyOf(one)).flatMap((other) => other.cpes);
  return { ...one, cpes: [...new Set(cpes)].slice(0, CPES_MAX) };
}

type Placed = { readonly product: AdvisoryProduct; readonly status?: ProductStatus };

function productsOf(one: Affected): readonly Placed[] {
  // Of commits, affected is all that can be told: which versions have them is not known here.
  const claims: readonly StatusClaim[] = one.stated.onlyCommits
    ? [{ status: 'known_affected', at: one.at }]
    : claimsOf(one.stated, one.defaultStatus, one.at);
  const packaged = packageOf(one);
  if (packaged?.platform !== undefined) return onPlatform(one, packaged.platform, packaged.purl, claims);
  const purls = [...new Set([one.packageUrl, packaged?.purl].flatMap((purl) => purl ?? []))];
  // A product has one CPE name; each further one is the same under another name.
  const identities = one.cpes.length === 0 ? [undefined] : one.cpes;
  return identities.flatMap((cpe, identity) =>
    claims.map((claim, place) => ({
      status: claim.status,
      product: {
        ...namesOf(one, claim),
        id: `${one.at.replace(/^\/containers\//, '')}/${place}${identity === 0 ? '' : `/${identity}`}`,
        ...(cpe === undefined ? {} : { cpe }),
        purls,
        at: claim.at,
      },
    })),
  );
}

function namesOf({ supplier, product, packageName, platforms, release }: Affected, claim: StatusClaim) {
  // Where the versions are not told ("publication"), the release that the name ends in is what is meant.
  const byRelease = claim.version === undefined && release !== undefined && product !== undefined;
  const name = byRelease ? product.slice(0, -release.length).trim() : (product ?? packageName);
  const version: VersionClaim | undefined = byRelease ? { kind: 'exact', text: release } : claim.version;
  return {
    ...(version === undefined ? {} : { version }),
    name: [supplier, name].filter((part) => part !== undefined).join(' '),
    ...(supplier === undefined ? {} : { supplier }),
    ...(name === undefined ? {} : { product: name }),
    ...(platforms === undefined ? {} : { architecture: platforms.slice(0, 300) }),
    otherIdentifiers: [],
  };
}

/** A package of a distribution: the record names the distribution as the product, and means the package on it. */
function onPlatform(one: Affected, platform: string, purl: string, claims: readonly StatusClaim[]): readonly Placed[] {
  const base = one.at.replace(/^\/containers\//, '');
  const supplier = one.supplier === undefined ? {} : { supplier: one.supplier };
  const product = one.packageName ?? platform;
  const whole: AdvisoryProduct = {
    id: `${base}/platform`,
    name: platform,
    ...supplier,
    product: platform,
    ...(one.cpes[0] === undefined ? {} : { cpe: one.cpes[0] }),
    purls: [],
    otherIdentifiers: [],
    at: one.at,
  };
  const component: AdvisoryProduct = {
    id: `${base}/package`,
    name: product,
    ...supplier,
    product,
    purls: [purl],
    otherIdentifiers: [],
    at: one.at,
  };
  return [
    { product: whole },
    { product: component },
    ...claims.map((claim, place) => ({
      status: claim.status,
      product: {
        ...component,
        id: `${base}/${place}`,
        name: `${product} on ${platform}`,
        ...(claim.version === undefined ? {} : { version: claim.version }),
        relationship: { category: 'default_component_of', productId: component.id, relatesTo: whole.id },
        at: claim.at,
      },
    })),
  ];
}

function joined(placed: readonly Placed[]): StatedProducts {
  const bounded = placed.slice(0, PRODUCTS_MAX);
  const status: { [status in ProductStatus]?: string[] } = {};
  for (const { product, status: of } of bounded) if (of !== undefined) (status[of] ??= []).push(product.id);
  return { products: bounded.map(({ product }) => product), status };
}
