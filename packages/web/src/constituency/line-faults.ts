import type { Problem } from '@forewarn/core/basics/problem.ts';
import { useWords, type PlainKey } from '../lib/words.ts';

/** Why a line of a list is left out, and what to do about it, by the code of what is wrong. */
const FAULTS: Readonly<Record<string, PlainKey>> = {
  'name-missing': 'import.wrong.name-missing',
  'sector-unreadable': 'import.wrong.sector',
  'role-unreadable': 'import.wrong.role',
  'language-unreadable': 'import.wrong.language',
  'number-unreadable': 'import.wrong.number',
  'domain-unreadable': 'import.wrong.domain',
  'email-unreadable': 'import.wrong.email',
  'email-missing': 'import.wrong.email-missing',
  'email-repeated': 'import.wrong.email-repeated',
  'network-unreadable': 'import.wrong.network',
  'nominations-too-many': 'import.wrong.too-many',
  'kvk-unreadable': 'import.wrong.kvk',
  'bsn-like': 'import.wrong.bsn-like',
};

/** Says in the reader's words what is wrong with a line. */
export function useLineFaults(): (problems: readonly Problem[]) => string {
  const { say } = useWords();
  return (problems) => {
    const said = problems.map(({ code, message }) => (FAULTS[code] === undefined ? message : say(FAULTS[code])));
    return [...new Set(said)].join(' ');
  };
}
