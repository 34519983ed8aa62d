import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Machine } from '../machine.ts';
import { openDoor, type Door } from '../outbound/door.ts';
import { askWith, type Ask } from './sources/ask.ts';
import { discoverSource, type Discovered } from './sources/csaf/discover-source.ts';
import type { ListKind } from './sources/list-kind.ts';
import type { RecordKind } from './sources/record-kind.ts';
import { LIST_KINDS, RECORD_KINDS } from './sources/registry.ts';
import { faultOfFetch, type SourceFault } from './sources/source-fault.ts';
import type { SourcePolicy } from './sources/source-policy.ts';
import { userAgent } from './user-agent.ts';

type Wanted = {
  readonly url: string;
  /** `csaf`, or a name of `LIST_KINDS` or `RECORD_KINDS`; absent: told by what is there. */
  readonly kind?: string;
  readonly allowPrivate?: boolean;
  readonly policy?: SourcePolicy;
};

/** What stands at an address. `sourceKind` is a name of `sources/registry.ts`. */
export type FoundSource = Omit<Discovered, 'sourceKind'> & { readonly sourceKind: string };
type NothingFound = Refusal & { readonly problems: readonly Problem[] };

/** Looks what is at an address without adding it. Refusal `nothing-found`: its problems say what was tried and what came of each. */
export async function checkSource(
  machine: Pick<Machine, 'config'>,
  wanted: Wanted,
  door: Door = openDoor({ userAgent: userAgent(machine), nameServers: machine.config.nameServers }),
): Promise<FoundSource | NothingFound> {
  try {
    const ask = askWith(door, { allowPrivate: wanted.allowPrivate === true, allowHttp: wanted.policy?.allowHttp === true });
    const list = wanted.kind === undefined ? undefined : LIST_KINDS[wanted.kind];
    if (wanted.kind !== undefined && list !== undefined) return await lookForList(ask, wanted.url, { [wanted.kind]: list });
    const records = wanted.kind === undefined ? undefined : RECORD_KINDS[wanted.kind];
    if (wanted.kind !== undefined && records !== undefined) return await lookForRecords(ask, wanted.url, wanted.kind, records);
    const discovery = await discoverSource(ask, wanted.url);
    if (discovery.kind === 'found') return discovery;
    if (wanted.kind === undefined) {
      const found = await lookForList(ask, wanted.url, LIST_KINDS);
      if (!isRefusal(found)) return { ...found, tried: discovery.tried };
    }
    return nothing('No CSAF provider was found there.', discovery.tried);
  } finally {
    await door.close();
  }
}

/** One of these lists, told by its content; a broken copy is one too. */
async function lookForList(ask: Ask, given: string, kinds: Readonly<Record<string, ListKind>>): Promise<FoundSource | NothingFound> {
  const titles = Object.values(kinds).map(({ title }) => title);
  const what = `Nothing of this kind was found there: ${titles.join(', ')}.`;
  const url = URL.canParse(given.trim()) ? given.trim() : `https://${given.trim()}`;
  // A site as such is no list.
  if (!URL.canParse(url) || new URL(url).pathname === '/')
    return nothing(what, [
      {
        code: 'refused-url',
        url: given.slice(0, 200),
        message: 'This is no address of a file.',
        hint: 'Give the address of the list itself.',
      },
    ]);
  const sizeBytesMax = Math.max(...Object.values(kinds).map((kind) => kind.sizeBytesMax));
  const answer = await ask(url, { sizeBytesMax });
  if (answer.kind === 'fault') return nothing(what, [faultOfFetch(answer)]);
  const found = answer.kind === 'fetched' ? Object.entries(kinds).find(([, kind]) => kind.recognises(answer.bytes)) : undefined;
  if (found === undefined) return nothing(what, [{ code: 'not-a-list', url, message: 'The file there is another one.' }]);
  const [sourceKind, { title, name }] = found;
  return { kind: 'found', sourceKind, url, name, summary: `${title}.`, tried: [] };
}

/** A source of records is asked for by name: the address of a folder says nothing. */
async function lookForRecords(ask: Ask, given: string, sourceKind: string, kind: RecordKind): Promise<FoundSource | NothingFound> {
  const what = `Nothing of this kind was found there: ${kind.title}.`;
  const text = /^[a-z]+:\/\//i.test(given.trim()) ? given.trim() : `https://${given.trim()}`;
  if (!URL.canParse(text)) return nothing(what, [{ code: 'refused-url', url: given.slice(0, 200), message: 'This is no address.' }]);
  const url = new URL(kind.addressOf(text)).href;
  const answer = await ask(kind.probeOf?.(url) ?? url, { sizeBytesMax: kind.sizeBytesMax });
  if (answer.kind === 'fault') return nothing(what, [faultOfFetch(answer)]);
  if (answer.kind !== 'fetched' || !kind.recognises(answer.bytes))
    return nothing(what, [{ code: 'not-a-list', url, message: 'What stands there is something else.' }]);
  return { kind: 'found', sourceKind, url, name: kind.name, summary: `${kind.title}.`, tried: [] };
}

function nothing(what: string, tried: readonly SourceFault[]): NothingFound {
  const last = tried.find((fault) => fault.code !== 'status') ?? tried.at(-1);
  return {
    ...refuse('nothing-found', `${what} ${last?.message ?? ''}`.trim(), last?.hint),
    problems: tried.map(({ code, url, message, hint }) => ({ code, at: url, message, ...(hint === undefined ? {} : { hint }) })),
  };
}
