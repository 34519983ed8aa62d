import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { LineProblem } from '@forewarn/core/institutions/line-problem.ts';
import { readNetwork } from './read-network.ts';

/** The networks of an entry that are networks; the others are pointed out. */
export function readNetworks(entry: Pick<InstitutionEntry, 'name' | 'networks'>, problems: Problem[]): readonly string[] {
  return entry.networks.flatMap((text) => {
    const network = readNetwork(text);
    if (network === undefined)
      problems.push({
        code: 'network-unreadable',
        at: entry.name,
        message: `"${text.slice(0, 50)}" is no network, so it was left out.`,
        hint: 'Use CIDR: 192.0.2.0/28 or 2001:db8::/32.',
        facts: { network: text.slice(0, 50) },
      } satisfies LineProblem);
    return network ?? [];
  });
}
