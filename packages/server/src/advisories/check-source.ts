import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Machine } from '../machine.ts';
import { openDoor, type Door } from '../outbound/door.ts';
import { askWith } from './sources/ask.ts';
import { discoverSource, type Discovered } from './sources/csaf/discover-source.ts';
import type { SourcePolicy } from './sources/source-policy.ts';
import { userAgent } from './user-agent.ts';

type Wanted = { readonly url: string; readonly allowPrivate?: boolean; readonly policy?: SourcePolicy };

/** Looks what is at an address without adding it. Refusal `nothing-found`: its problems say what was tried and what came of each. */
export async function checkSource(
  machine: Pick<Machine, 'config'>,
  wanted: Wanted,
  door: Door = openDoor({ userAgent: userAgent(machine) }),
): Promise<Discovered | (Refusal & { readonly problems: readonly Problem[] })> {
  try {
    const ask = askWith(door, { allowPrivate: wanted.allowPrivate === true, allowHttp: wanted.policy?.allowHttp === true });
    const discovery = await discoverSource(ask, wanted.url);
    if (discovery.kind === 'found') return discovery;
    const last = discovery.tried.find((fault) => fault.code !== 'status') ?? discovery.tried.at(-1);
    return {
      ...refuse('nothing-found', `No CSAF provider was found there. ${last?.message ?? ''}`.trim(), last?.hint),
      problems: discovery.tried.map(({ code, url, message, hint }) => ({
        code,
        at: url,
        message,
        ...(hint === undefined ? {} : { hint }),
      })),
    };
  } finally {
    await door.close();
  }
}
