import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { LineProblemCode } from '@forewarn/core/institutions/line-problem.ts';
import { useProblemWords } from '../lib/use-fault-words.ts';
import { useWords, type PlainKey } from '../lib/words.ts';

/** Why a line of a list is left out, and what to do about it, by the code of what is wrong. */
const FAULTS: Readonly<Record<Exclude<LineProblemCode, 'contact-unreachable'> | 'bsn-like', PlainKey>> = {
  'name-missing': 'import.wrong.name-missing',
  'sector-unreadable': 'import.wrong.sector',
  'role-unreadable': 'import.wrong.role',
  'language-unreadable': 'import.wrong.language',
  'number-unreadable': 'import.wrong.number',
  'domain-unreadable': 'import.wrong.domain',
  'email-unreadable': 'import.wrong.email',
  'email-missing': 'import.wrong.email-missing',
  'email-repeated': 'import.wrong.email-repeated',
  'webhook-unreadable': 'import.wrong.webhook',
  'network-unreadable': 'import.wrong.network',
  'nominations-too-many': 'import.wrong.too-many',
  'kvk-unreadable': 'import.wrong.kvk',
  'bsn-like': 'import.wrong.bsn-like',
};

/** Says in the reader's words what is wrong with a line. */
export function useLineFaults(): (problems: readonly Problem[]) => string {
  const { say } = useWords();
  const inWords = useProblemWords();
  return (problems) => {
    const words: Readonly<Record<string, PlainKey | undefined>> = FAULTS;
    const others = inWords(problems);
    const said = problems.map(({ code, message }, place) =>
      words[code] === undefined ? (others[place]?.words ?? message) : say(words[code]),
    );
    return [...new Set(said)].join(' ');
  };
}
