import type { AuditException } from './exceptions.ts';

/** What the check says: every sentence of `wrong` fails it; `notLooked` tells why nothing could be asked. */
export type AuditOutcome = { readonly wrong: readonly string[]; readonly notLooked?: string };

type Via = { readonly url?: string; readonly title?: string; readonly severity?: string; readonly name?: string };

/**
 * Judges what `npm audit --json` printed. A registry that gives no audit is said and fails nothing: whether the network is there is no
 * property of what is checked. `today` is an ISO day.
 */
export function checkAudit(printed: string, exceptions: readonly AuditException[], today: string): AuditOutcome {
  const report = readReport(printed);
  if (report === undefined) return { wrong: [], notLooked: 'the registry gave no audit' };
  const known = Object.values(report).flatMap(({ via }) => via.filter((each): each is Via => typeof each === 'object'));
  const found = new Map(known.map((each) => [ghsaOf(each), each]));
  const inForce = exceptions.filter(({ until }) => until > today);
  const wrong = [...found]
    .filter(([id]) => !inForce.some((exception) => exception.id === id))
    .map(([id, { name, title, severity }]) => `${name ?? 'a package'}: ${title ?? 'a known weakness'} (${severity ?? 'unrated'}, ${id}).`);
  const idle = exceptions.filter(({ id }) => !found.has(id)).map(({ id }) => `The exception for ${id} is needed by nothing.`);
  return { wrong: [...wrong, ...idle] };
}

function ghsaOf({ url, title }: Via): string {
  return /GHSA(-[0-9a-z]{4}){3}/i.exec(url ?? '')?.[0] ?? url ?? title ?? 'unnamed';
}

function readReport(printed: string): Readonly<Record<string, { readonly via: readonly unknown[] }>> | undefined {
  try {
    return JSON.parse(printed).vulnerabilities;
  } catch {
    return undefined;
  }
}
