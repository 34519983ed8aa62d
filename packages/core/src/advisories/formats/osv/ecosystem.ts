/** What an ecosystem's name (OSV schema 1.7, "Defined ecosystems") says of its packages. */
export type Ecosystem = {
  /** How its versions are ordered: a name of `products/versions/registry.ts`. */
  readonly scheme: string;
  readonly purl?: { readonly type: string; readonly namespace?: string };
  /** The distribution with its release, where packages are made for one: "AlmaLinux 8". */
  readonly release?: string;
  /** Who makes its packages, where that is one. */
  readonly maker?: string;
};

type Known = Omit<Ecosystem, 'release'> & { readonly isDistribution?: true };

const rpm = (namespace: string, maker?: string): Known => ({
  scheme: 'rpm',
  purl: { type: 'rpm', namespace },
  maker,
  isDistribution: true,
});
const apk = (namespace: string): Known => ({ scheme: 'apk', purl: { type: 'apk', namespace }, isDistribution: true });
const deb = (namespace: string): Known => ({ scheme: 'deb', purl: { type: 'deb', namespace }, isDistribution: true });

const ECOSYSTEMS: Readonly<Record<string, Known>> = {
  npm: { scheme: 'semver', purl: { type: 'npm' } },
  pypi: { scheme: 'pypi', purl: { type: 'pypi' } },
  maven: { scheme: 'maven', purl: { type: 'maven' } },
  go: { scheme: 'golang', purl: { type: 'golang' } },
  'crates.io': { scheme: 'semver', purl: { type: 'cargo' } },
  nuget: { scheme: 'nuget', purl: { type: 'nuget' } },
  packagist: { scheme: 'composer', purl: { type: 'composer' } },
  rubygems: { scheme: 'gem', purl: { type: 'gem' } },
  hex: { scheme: 'semver', purl: { type: 'hex' } },
  pub: { scheme: 'semver', purl: { type: 'pub' } },
  swifturl: { scheme: 'semver', purl: { type: 'swift' } },
  'github actions': { scheme: 'semver', purl: { type: 'githubactions' } },
  bitnami: { scheme: 'semver', purl: { type: 'bitnami' } },
  cran: { scheme: 'generic', purl: { type: 'cran' } },
  hackage: { scheme: 'generic', purl: { type: 'hackage' } },
  conancenter: { scheme: 'generic', purl: { type: 'conan' } },
  debian: deb('debian'),
  ubuntu: deb('ubuntu'),
  alpine: apk('alpine'),
  wolfi: apk('wolfi'),
  chainguard: apk('chainguard'),
  almalinux: rpm('almalinux'),
  'rocky linux': rpm('rocky-linux'),
  'red hat': rpm('redhat', 'Red Hat'),
  suse: rpm('suse', 'SUSE'),
  opensuse: rpm('opensuse'),
  mageia: rpm('mageia'),
  openeuler: rpm('openeuler'),
  'azure linux': rpm('azurelinux'),
  'photon os': rpm('photon'),
};

/** "Debian:12" is a distribution and its release; "Root:npm" and "Root:Alpine:3.18" another's packages for one. */
export function ecosystemNamed(text: string): Ecosystem {
  const parts = text.split(':').map((part) => part.trim());
  const isAnothers = (parts[0] ?? '').toLowerCase() === 'root';
  const [name = '', ...release] = isAnothers ? parts.slice(1) : parts;
  const known = ECOSYSTEMS[name.toLowerCase()];
  if (known === undefined) return { scheme: 'generic' };
  const { isDistribution, ...ecosystem } = known;
  const told = release.filter((part) => part !== '' && part !== 'Pro' && part !== 'LTS').join(' ');
  return isDistribution === true && told !== '' ? { ...ecosystem, release: releaseName(name, told) } : ecosystem;
}

/** "rhel_aus:8.6::appstream" is a release by itself. */
function releaseName(name: string, release: string): string {
  return /^[a-z_]{3,}/i.test(release)
    ? `${name} ${release}`.replace(/\brhel_\w+/i, 'Enterprise Linux')
    : `${name} ${release.replace(/^v(?=\d)/, '')}`;
}
