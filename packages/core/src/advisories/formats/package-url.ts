/** Purl types (purl specification, "Package URL Type definitions") that write the namespace of a package in front of a colon. */
const COLON_TYPES: ReadonlySet<string> = new Set(['maven']);
/** Those whose names are paths, of which the last part is the name. */
const PATH_TYPES: ReadonlySet<string> = new Set(['golang', 'composer', 'npm', 'github', 'swift', 'githubactions', 'docker']);

/**
 * The package URL of a package that an ecosystem calls by one name: `@scope/name` of npm, `group:artifact` of Maven, a path of Go. Without
 * a version: that is for the ranges to say.
 */
export function packageUrl(type: string, name: string, namespace?: string): string {
  const parts = COLON_TYPES.has(type) ? name.split(':') : PATH_TYPES.has(type) ? name.split('/') : [name];
  const all = [...(namespace === undefined ? [] : [namespace]), ...parts].filter((part) => part !== '');
  return `pkg:${type}/${all.map(encodeURIComponent).join('/')}`;
}
