import type { Advisory, AdvisoryProduct, ProductStatus, VersionClaim } from '../advisories/advisory.ts';
import type { Aliases } from '../products/aliases.ts';
import { plainText, readCpe } from '../products/cpe.ts';
import { makerOf, type Maker } from '../products/maker.ts';
import type { NamedProduct } from '../products/named-product.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import { keysOfIdentity, withoutMakers } from '../products/product-key.ts';
import { wordsOf } from '../products/product-words.ts';
import { readPurl } from '../products/purl.ts';
import { readExactVersion, readVersionRange } from '../products/read-version-range.ts';
import { readVersion } from '../products/read-version.ts';
import type { VersionRange } from '../products/version-range.ts';
import { indexClaims, type ExactClaims } from './claims-for.ts';
import { writtenName, type WrittenName } from './closest-names.ts';
import { linuxOf, type Linux } from './linux-of.ts';
import { namedProductOfAdvisory } from './named-product-of-advisory.ts';
import { contextWords } from './product-keys-of-advisory.ts';
import { rangeInName } from './range-in-name.ts';
import { readPackageName } from './read-package-name.ts';

/** An advisory made ready to be asked about many lines: its products by name, with what is said of which versions. */
export type PreparedAdvisory = {
  readonly advisory: Advisory;
  readonly groups: readonly ProductGroup[];
  /** Places in `groups`, by product key. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** Words of title and families. */
  readonly context: ReadonlySet<string>;
  /** Every word that the document uses of makers and products, to see whether a supplier is spoken of at all. */
  readonly mentions: () => ReadonlySet<string>;
};

/** Products that are one but for their versions. */
export type ProductGroup = {
  readonly identity: ProductIdentity;
  /** Its name to the letter but for case and signs, to tell it from its siblings (`closest-names.ts`). */
  readonly written: WrittenName;
  /** The distribution or system that they are for, where it is told. */
  readonly platform?: Linux;
  /** A package of a distribution: the advisory speaks for its own packages only. */
  readonly isPackage: boolean;
  readonly claims: readonly Claim[];
  /** The same claims, those of long lists by their version (`claims-for.ts`). */
  readonly exact?: ExactClaims;
  readonly others: readonly Claim[];
};

/** What one product of the document says of versions, and of what status in which vulnerability. */
export type Claim = {
  readonly product: AdvisoryProduct;
  readonly says: string;
  readonly range: VersionRange | { readonly kind: 'unspecified' };
  /** Only listed versions, no range: a statement about exactly these. */
  readonly isExact: boolean;
  readonly statuses: readonly { readonly vulnerability: number; readonly status: ProductStatus }[];
  /** It speaks of something that is in or on the product: how sure we may be at most that the product is concerned by that. */
  readonly asPart?: 'likely' | 'possible';
};

/** By what names a product, as JSON. */
export type Identities = Map<string, ProductIdentity>;

/** Names beyond this are publisher's excess. */
const GROUPS_MAX = 20_000;
const TEXT_MAX = 40_000;

/** `identities`: of products that were taken apart before with the same aliases, where many advisories name the same ones. */
export function prepareAdvisory(advisory: Advisory, aliases: Aliases, identities: Identities = new Map()): PreparedAdvisory {
  const steps = prepareInSteps(advisory, aliases, identities);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Products between two rests: some 10 ms of work. */
const PRODUCTS_A_STEP = 200;

/** The same, with a rest now and then for who has others to answer meanwhile: an advisory of 30,000 products takes more than a second. */
export function* prepareInSteps(
  advisory: Advisory,
  aliases: Aliases,
  identities: Identities = new Map(),
): Generator<undefined, PreparedAdvisory> {
  const statuses = statusesByProduct(advisory);
  const products = new Map(advisory.products.map((product) => [product.id, product]));
  const groups = new Map<
    string,
    { identity: ProductIdentity; written: WrittenName; platform?: Linux; isPackage: boolean; claims: Claim[] }
  >();
  const groupFor = (named: NamedProduct, platform: Linux | undefined, ofDistribution: boolean) => {
    const bare = { ...named, identifiers: named.identifiers.map(withoutVersion) };
    const nameKey = JSON.stringify([bare.supplier, bare.names, bare.identifiers]);
    const key = `${nameKey}${platform === undefined ? '' : JSON.stringify(platform)}`;
    const there = groups.get(key);
    if (there !== undefined || groups.size >= GROUPS_MAX) return there;
    const identity = identities.get(nameKey) ?? identifyProduct(bare, aliases);
    identities.set(nameKey, identity);
    const group = { identity, written: writtenName(bare), platform, isPackage: ofDistribution, claims: [] as Claim[] };
    groups.set(key, group);
    return group;
  };
  for (const [place, product] of advisory.products.entries()) {
    if (place % PRODUCTS_A_STEP === PRODUCTS_A_STEP - 1) yield;
    const of = statuses.get(product.id);
    if (of === undefined) continue;
    const named = namedWithPlatform(product, products, advisory);
    const platform = platformOf(product, products);
    const ofDistribution = platform !== undefined || isPackage(product);
    const group = groupFor(named, platform, ofDistribution);
    group?.claims.push(claimOf(product, products, group.identity, of));
    const whole = ofDistribution ? undefined : wholeOf(product, products, named, advisory);
    const wholeGroup = whole === undefined ? undefined : groupFor(whole.named, undefined, false);
    const bad = of.filter(({ status }) => CONCERNS_WHOLE.has(status));
    if (whole !== undefined && wholeGroup !== undefined && bad.length > 0)
      wholeGroup.claims.push(claimOfWhole(product, whole, claimOf(whole.product, products, wholeGroup.identity, bad)));
  }
  const list: ProductGroup[] = [];
  for (const group of groups.values()) list.push({ ...group, ...indexClaims(group.claims) });
  yield;
  return {
    advisory,
    groups: list,
    byKey: yield* placesByKey(list),
    context: contextWords(advisory),
    mentions: once(() => mentionsOf(advisory)),
  };
}

function isPackage(product: AdvisoryProduct): boolean {
  return (
    readPackageName(product.version?.text ?? product.name) !== undefined ||
    product.purls.some((purl) => /^pkg:(?:rpm|deb|apk)\//i.test(purl))
  );
}

function statusesByProduct(advisory: Advisory): ReadonlyMap<string, Claim['statuses']> {
  const found = new Map<string, { vulnerability: number; status: ProductStatus }[]>();
  for (const [vulnerability, { status }] of advisory.vulnerabilities.entries()) {
    for (const [name, ids] of Object.entries(status) as [ProductStatus, readonly string[]][]) {
      for (const id of new Set(ids)) {
        const there = found.get(id);
        if (there === undefined) found.set(id, [{ vulnerability, status: name }]);
        else there.push({ vulnerability, status: name });
      }
    }
  }
  return found;
}

/** "Firmware installed on CPX-E": where the component has no name of its own, the product that it is on is meant (CSAF 2.0 §3.2.2.4). */
function namedWithPlatform(product: AdvisoryProduct, products: ReadonlyMap<string, AdvisoryProduct>, advisory: Advisory) {
  const named = namedProductOfAdvisory(product, advisory.publisher);
  if (
    product.relationship === undefined ||
    named.names.some((name) => wordsOf(name).some((word) => !/^(firmware|software|bios|os|\d+)$/.test(word)))
  )
    return named;
  const on = products.get(product.relationship.relatesTo);
  return on === undefined ? named : namedProductOfAdvisory(on, advisory.publisher);
}

/** What a component is in or on: "Xeon Silver 4110, default component of Foxboro DCS Server V91" speaks of that server too. */
type Whole = { readonly product: AdvisoryProduct; readonly named: NamedProduct; readonly asPart: 'likely' | 'possible' };

/** What is merely said to be possible with it (CSAF 2.0 §3.2.2.4.1) need not be there. */
const MERELY_POSSIBLE: ReadonlySet<string> = new Set(['optional_component_of', 'external_component_of']);
/** That a component is fixed in one version says nothing of the whole, which may have another. */
const CONCERNS_WHOLE: ReadonlySet<ProductStatus> = new Set(['known_affected', 'first_affected', 'last_affected', 'under_investigation']);

/** Undefined where the component has no name of its own and so is named as the whole already. */
function wholeOf(
  product: AdvisoryProduct,
  products: ReadonlyMap<string, AdvisoryProduct>,
  named: NamedProduct,
  advisory: Advisory,
): Whole | undefined {
  const on = product.relationship === undefined ? undefined : products.get(product.relationship.relatesTo);
  if (on === undefined || on.id === product.id) return undefined;
  const whole = namedProductOfAdvisory(on, advisory.publisher);
  if (whole.names.length === 0 || whole.names[0] === named.names[0]) return undefined;
  return { product: on, named: whole, asPart: MERELY_POSSIBLE.has(product.relationship?.category ?? '') ? 'possible' : 'likely' };
}

/** Statuses and remedies are those of the combination; versions those of the whole. */
function claimOfWhole(product: AdvisoryProduct, whole: Whole, claim: Claim): Claim {
  return { ...claim, product, says: product.name, isExact: false, asPart: whole.asPart };
}

/** The identity of a group has no versions, so that one stands for thousands. */
function withoutVersion(identifier: string): string {
  if (/^pkg:/i.test(identifier)) return identifier.replace(/[@?#].*$/, '');
  const cpe = readCpe(identifier);
  if (cpe === undefined) return identifier;
  return `cpe:2.3:${[cpe.part, cpe.vendor, cpe.product].map((value) => (value.kind === 'text' ? value.text : value.kind === 'na' ? '-' : '*')).join(':')}:*:*:*:*:*:*:*:*`;
}

function platformOf(product: AdvisoryProduct, products: ReadonlyMap<string, AdvisoryProduct>): Linux | undefined {
  const on = product.relationship === undefined ? undefined : products.get(product.relationship.relatesTo);
  return on === undefined ? undefined : linuxOf([on.cpe, on.product, on.name]);
}

function claimOf(
  product: AdvisoryProduct,
  products: ReadonlyMap<string, AdvisoryProduct>,
  identity: ProductIdentity,
  statuses: Claim['statuses'],
): Claim {
  const range = boundByStatus(rangeOf(product, products, identity), statuses);
  return {
    product,
    says:
      product.version === undefined || product.name.includes(product.version.text)
        ? product.name
        : `${product.name} ${product.version.text}`,
    range,
    isExact: range.kind === 'versions' && range.doubt === undefined && range.spans.every((span) => span.kind === 'exact'),
    statuses,
  };
}

function rangeOf(product: AdvisoryProduct, products: ReadonlyMap<string, AdvisoryProduct>, identity: ProductIdentity): Claim['range'] {
  const claim = product.version;
  const packaged = readPackageName(claim?.text ?? product.name);
  if (packaged !== undefined) return exactly(packaged.version, packaged.scheme);
  if (claim !== undefined && !namesItself(claim.text, product)) {
    if (claim.kind === 'exact' && /^[^\s-]+-[^\s-]+$/.test(claim.text)) {
      const system = platformOf(product, products)?.family;
      if (system !== undefined) return exactly(claim.text, system === 'debian' || system === 'ubuntu' ? 'deb' : 'rpm');
    }
    const range = toldByName(claim, product) ?? (claim.kind === 'exact' ? readExactVersion(claim.text) : readVersionRange(claim.text));
    // "SiPass integrated V2.80, all versions" speaks of V2.80 alone.
    if (range.kind === 'every-version' && identity.versionInName !== undefined)
      return { kind: 'versions', scheme: 'vendor', spans: [{ kind: 'branch', prefix: readVersion(identity.versionInName) }], except: [] };
    return boundByName(range, identity.versionInName);
  }
  const purl = product.purls.map(readPurl).find((one) => one?.version !== undefined);
  if (purl?.version !== undefined)
    return exactly(purl.qualifiers['epoch'] === undefined ? purl.version : `${purl.qualifiers['epoch']}:${purl.version}`, purl.type);
  const version = product.cpe === undefined ? undefined : plainText(readCpe(product.cpe)?.version ?? { kind: 'any' });
  if (version !== undefined && !/[*?]/.test(version) && product.relationship === undefined) return exactly(version, 'vendor');
  // A package that a relationship puts on a platform has the version of the component.
  const component = product.relationship === undefined ? undefined : products.get(product.relationship.productId);
  if (component !== undefined && component.id !== product.id && component.relationship === undefined)
    return rangeOf(component, products, identity);
  const inName = rangeInName(product);
  if (inName !== undefined) return inName;
  if (identity.versionInName !== undefined)
    return { kind: 'versions', scheme: 'vendor', spans: [{ kind: 'branch', prefix: readVersion(identity.versionInName) }], except: [] };
  return { kind: 'unspecified' };
}

/**
 * The range of the name, where the branch of the version says less: all versions of "WinCC V7.2 and earlier", the mere "4.2" of "Poort prior to
 * 4.2", words without a number.
 */
function toldByName({ kind, text }: VersionClaim, product: AdvisoryProduct): VersionRange | undefined {
  const saysLess = !/\d/.test(text) || /^vers:[a-z]*\/\*$/i.test(text);
  const isMere = kind === 'exact' && !/^vers:/i.test(text) && product.name.includes(text) && product.name.length > text.length;
  if (!saysLess && !isMere) return undefined;
  const range = rangeInName(product);
  return range === undefined || range.kind === 'every-version' ? undefined : range;
}

/** "STEP 7 V19, before V19 Update 4" speaks of V19 alone: V16 is another product there. Only where the two count alike. */
function boundByName(range: VersionRange, versionInName: string | undefined): VersionRange {
  if (range.kind !== 'versions' || versionInName === undefined) return range;
  const from = readVersion(versionInName.replace(/[.\s]*x$/i, ''));
  const [first] = from.parts;
  if (first?.kind !== 'number') return range;
  const spans = range.spans.map((span) => {
    const last = span.kind === 'between' && span.from === undefined ? span.to?.version.parts[0] : undefined;
    const isLine = last?.kind === 'number' && last.digits === first.digits;
    return isLine && span.kind === 'between' ? { ...span, from: { version: from, inclusive: true } } : span;
  });
  return { ...range, spans };
}

/** A version branch that repeats the product ("kernel") says nothing of versions. */
function namesItself(text: string, product: AdvisoryProduct): boolean {
  return !/\d/.test(text) && !/all|alle|\*|any|unknown/i.test(text) && (text === product.name || product.name.startsWith(text));
}

function exactly(version: string, scheme: string): VersionRange {
  return {
    kind: 'versions',
    scheme: scheme === 'rpm' || scheme === 'deb' ? scheme : 'vendor',
    spans: [{ kind: 'exact', version: readVersion(version) }],
    except: [],
  };
}

/** `last_affected` 2.3.21 means up to it, `first_fixed` from it on (CSAF 2.0 §3.2.3.9). */
function boundByStatus(range: Claim['range'], statuses: Claim['statuses']): Claim['range'] {
  if (range.kind !== 'versions' || !range.spans.every((span) => span.kind === 'exact')) return range;
  const all = new Set(statuses.map(({ status }) => status));
  if (all.size !== 1) return range;
  const side = all.has('last_affected') ? 'to' : all.has('first_fixed') ? 'from' : undefined;
  if (side === undefined) return range;
  return {
    ...range,
    spans: range.spans.map((span) =>
      span.kind === 'exact' ? { kind: 'between', [side]: { version: span.version, inclusive: true } } : span,
    ),
  };
}

function* placesByKey(groups: readonly ProductGroup[]): Generator<undefined, ReadonlyMap<string, readonly number[]>> {
  const places = new Map<string, number[]>();
  for (const [place, { identity }] of groups.entries()) {
    if (place % PRODUCTS_A_STEP === PRODUCTS_A_STEP - 1) yield;
    for (const key of [...withoutMakers(keysOfIdentity(identity)), ...onlyMaker(identity.maker)]) {
      const there = places.get(key);
      if (there === undefined) places.set(key, [place]);
      else if (there.at(-1) !== place) there.push(place);
    }
  }
  return places;
}

function onlyMaker(maker: Maker): readonly string[] {
  return keysOfIdentity({ ...NOTHING, maker }).filter((key) => key.startsWith('only:'));
}
const NOTHING: ProductIdentity = {
  maker: makerOf([], { makers: new Map(), products: new Map() }),
  variants: [],
  words: new Set(),
  typed: new Set(),
  pairs: new Set(),
  models: [],
  namesMakerOnly: true,
  brandInName: false,
  series: new Set(),
  capitals: new Set(),
  place: new Set(),
  cpes: [],
  purls: [],
};

/** Few lines ask, and most texts are long. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function mentionsOf(advisory: Advisory): ReadonlySet<string> {
  const texts = [
    advisory.title,
    ...advisory.references.slice(0, 50).flatMap((reference) => [reference.summary ?? '', reference.url]),
    ...advisory.notes.slice(0, 50).map((note) => note.text.slice(0, 4_000)),
    ...advisory.vulnerabilities
      .slice(0, 20)
      .flatMap(({ notes, remediations }) => [
        ...notes.slice(0, 10).map((note) => note.text.slice(0, 2_000)),
        ...remediations.slice(0, 10).flatMap((remediation) => [remediation.details.slice(0, 2_000), remediation.url ?? '']),
      ]),
  ];
  return new Set(
    texts
      .join(' ')
      .slice(0, TEXT_MAX)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}
