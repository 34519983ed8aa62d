import { useWords } from '../lib/words.ts';
import type { Listed } from './audience-rows.ts';

/** How many are not listed, where that is known. */
export function MoreRows({ more }: Pick<Listed<unknown>, 'more'>) {
  const { say } = useWords();
  if (more === 'perhaps') return <p className="soft">{say('audience.more-perhaps')}</p>;
  return more > 0 ? <p className="soft">{say('audience.more', { count: more })}</p> : null;
}
