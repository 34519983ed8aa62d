/** A distribution with its release, as far as it is told: what a package is for. */
export type Linux = { readonly family: LinuxFamily; readonly major: string; readonly minor?: string };
export type LinuxFamily = 'el' | 'sles' | 'suse' | 'debian' | 'ubuntu' | 'fedora' | 'amazon' | 'azure';

/** Ways of writing a distribution; the first two numbers behind it are its release. Red Hat's rebuilds share its releases. */
const WRITTEN: readonly (readonly [RegExp, LinuxFamily])[] = [
  [
    /(?:rhel|red ?hat enterprise linux|enterprise_linux|rhel_\w+|rocky ?linux(?:[_ ]from[_ ]ciq)?|rocky(?: linux from ciq)?|almalinux|alma ?linux|centos(?: stream)?|oracle ?linux)[^\d;]{0,40}?(\d+)(?:\.(\d+))?/i,
    'el',
  ],
  [/(?:\.|\b)el(\d+)(?:_(\d+))?/i, 'el'],
  [/(?:sles|sle|suse linux enterprise(?: server| desktop| module[^\d]*)?|suse:sles?)[^\d]{0,40}?(\d+)(?:[ :.-]*sp(\d+)|\.(\d+))?/i, 'sles'],
  [/(?:opensuse|leap)[^\d]{0,12}(\d+)(?:\.(\d+))?/i, 'suse'],
  [/debian[^\d]{0,16}(\d+)/i, 'debian'],
  [/ubuntu[^\d]{0,16}(\d+)(?:\.(\d+))?/i, 'ubuntu'],
  [/fedora[^\d]{0,16}(\d+)/i, 'fedora'],
  [/(?:azure ?linux|mariner|azl)[^\d]{0,8}(\d+)/i, 'azure'],
];

/** The first distribution that any of the texts names. */
export function linuxOf(texts: readonly (string | undefined)[]): Linux | undefined {
  for (const text of texts) {
    if (text === undefined) continue;
    for (const [pattern, family] of WRITTEN) {
      const found = pattern.exec(text.slice(0, 500));
      if (found === null) continue;
      const minor = found[2] ?? found[3];
      return { family, major: found[1] ?? '', ...(minor === undefined ? {} : { minor }) };
    }
  }
  return undefined;
}

/** True where two are known to be different: another family, another release; service packs only where both tell theirs. */
export function isOtherLinux(a: Linux | undefined, b: Linux | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.family !== b.family) return true;
  if (a.major !== b.major) return true;
  return a.family === 'sles' && a.minor !== undefined && b.minor !== undefined && a.minor !== b.minor;
}
