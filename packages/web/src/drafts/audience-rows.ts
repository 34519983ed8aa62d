import type { Preview, Previewed } from './draft-queries.ts';

export type Row = Preview['institutions'][number];
/** `more`: how many more there are than these rows; `perhaps` where nobody counted. */
export type Listed<One> = { readonly rows: readonly One[]; readonly more: number | 'perhaps' };

/** More rows than this nobody reads; the name of an institution finds the rest. */
const SHOWN_MAX = 60;

type Shown = Pick<Preview, 'institutions' | 'unlisted' | 'unreachable' | 'notKnown' | 'counts'>;

/**
 * Of a preview, those whose name has this in it. A preview of very many lists the first alone: `named` is then what the server found by this name,
 * and until that is there, or where it has more pages, there may be more.
 */
export function audienceRows(preview: Shown, name: string, named: Previewed | undefined) {
  const { institutions, unlisted, unreachable, notKnown, counts } = preview;
  const isMeant = ({ institution }: { readonly institution: string }) => institution.toLowerCase().includes(name.toLowerCase());
  const isFound = unlisted !== undefined && name !== '' && named !== undefined;
  const found = isFound ? named.institutions : institutions.filter(isMeant);
  const areAll = unlisted === undefined || (isFound && named.next === undefined);
  const silentCount = Object.values(counts.bySilence).reduce((sum, count) => sum + count, 0);
  const listed = <One>(rows: readonly One[], inAll: number, areAllHere: boolean) =>
    listedOf(rows, name === '' ? inAll : areAllHere ? rows.length : undefined);
  const others = <One extends { readonly institution: string }>(rows: readonly One[], inAll: number) =>
    listed(rows.filter(isMeant), inAll, rows.length === inAll);
  return {
    told: listed(
      found.filter(({ decision }) => decision !== 'stay-silent'),
      counts.told,
      areAll,
    ),
    silent: listed(
      found.filter(({ decision }) => decision === 'stay-silent'),
      silentCount,
      areAll,
    ),
    silentCount,
    unreachable: others(unreachable, counts.unreachable),
    notKnown: others(notKnown, counts.notKnown),
  };
}

function listedOf<One>(found: readonly One[], inAll: number | undefined): Listed<One> {
  const rows = found.slice(0, SHOWN_MAX);
  return { rows, more: inAll === undefined ? 'perhaps' : Math.max(0, inAll - rows.length) };
}
