/** A package of a distribution as its advisories write it. */
export type PackageName = { readonly name: string; readonly version: string; readonly scheme: 'rpm' | 'deb' };

/** `name-[epoch:]version-release.arch`, as rpm prints it: "sssd-1.16.1-4.43.1.x86_64"; undefined where a text is not so. Publisher-controlled. */
export function readPackageName(text: string): PackageName | undefined {
  const found =
    /^([A-Za-z0-9_][\w.+-]*?)-((?:\d+:)?[A-Za-z0-9._+~^]*\d[A-Za-z0-9._+~^]*-[A-Za-z0-9._+~^]+)\.(?:x86_64|aarch64|ppc64le|ppc64|s390x?|i[3-6]86|armv\w+|noarch|src|nosrc)(?:::[\w:.-]+)?$/.exec(
      text.slice(0, 400),
    );
  return found === null ? undefined : { name: found[1] ?? '', version: found[2] ?? '', scheme: 'rpm' };
}
