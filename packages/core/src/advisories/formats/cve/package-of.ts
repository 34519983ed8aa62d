import { packageUrl } from '../package-url.ts';

/** Collections that records name (CVE record format 5.1, `collectionURL`), by their host, with the purl type of what they hold. */
const COLLECTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bnpmjs\.(?:com|org)\b/i, 'npm'],
  [/\bpypi\.(?:python\.)?org\b/i, 'pypi'],
  [/\b(?:repo\d?\.maven\.apache\.org|maven\.org|mvnrepository\.com|central\.sonatype\.com)\b/i, 'maven'],
  [/\brubygems\.org\b/i, 'gem'],
  [/\bpackagist\.org\b/i, 'composer'],
  [/\bnuget\.org\b/i, 'nuget'],
  [/\bcrates\.io\b/i, 'cargo'],
  [/\b(?:pkg\.go\.dev|proxy\.golang\.org)\b/i, 'golang'],
  [/\bhex\.pm\b/i, 'hex'],
  [/\bmetacpan\.org\b/i, 'cpan'],
];
/** Those of distributions: their entries name the distribution as the product. */
const DISTRIBUTIONS: readonly (readonly [RegExp, string, string])[] = [
  [/\b(?:access|catalog)\.redhat\.com\b/i, 'rpm', 'redhat'],
  [/\b(?:packages|src|repos)\.fedora(?:project|people)\.org\b/i, 'rpm', 'fedora'],
  [/\bpackages\.debian\.org\b|\btracker\.debian\.org\b/i, 'deb', 'debian'],
  [/\b(?:packages\.ubuntu\.com|launchpad\.net)\b/i, 'deb', 'ubuntu'],
];

/** The package that an entry means, and the distribution that it is for where the entry names one as its product. */
export function packageOf({
  packageName,
  collection,
  product,
}: {
  readonly packageName?: string;
  readonly collection?: string;
  readonly product?: string;
}): { readonly purl: string; readonly platform?: string } | undefined {
  if (packageName === undefined || collection === undefined) return undefined;
  for (const [host, type, namespace] of DISTRIBUTIONS) {
    if (!host.test(collection)) continue;
    // "rh-sso-7/sso76-openshift-rhel8" is a container, and no package of that name is installed anywhere.
    const purl = packageName.includes('/')
      ? packageUrl('oci', packageName.split('/').at(-1) ?? packageName)
      : packageUrl(type, packageName, namespace);
    return product === undefined ? { purl } : { purl, platform: product };
  }
  const type = COLLECTIONS.find(([host]) => host.test(collection))?.[1];
  return type === undefined ? undefined : { purl: packageUrl(type, packageName) };
}
