import { words } from '@forewarn/core/warnings/words.ts';
import { Button } from '../components/button.tsx';
import { useWords } from '../lib/words.ts';
import type { Listed, Row } from './audience-rows.ts';
import { MoreRows } from './more-rows.tsx';
import styles from './draft.module.css';

/** Who does not hear of it, and why; who was left out by hand can be taken in again. */
export function SilentList({
  silent: { rows, more },
  count,
  onInclude,
}: {
  readonly silent: Listed<Row>;
  readonly count: number;
  readonly onInclude: (institutionId: string) => void;
}) {
  const { say, language } = useWords();
  if (count === 0) return null;
  return (
    <details>
      <summary>{say('audience.silent', { count })}</summary>
      <ul className={styles['who']}>
        {rows.map(({ institutionId, institution, because }) => (
          <li key={institutionId}>
            <span>{institution}</span>
            {because === 'excluded' && (
              <Button look="quiet" aria-label={say('audience.include', { name: institution })} onPress={() => onInclude(institutionId)}>
                {say('audience.include.short')}
              </Button>
            )}
            <span className="soft">{because !== undefined && words(language)(`silence.${because as 'excluded'}`)}</span>
          </li>
        ))}
      </ul>
      <MoreRows more={more} />
    </details>
  );
}
