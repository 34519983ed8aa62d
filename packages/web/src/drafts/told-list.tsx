import type { Language } from '@forewarn/core/institutions/institution.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Button } from '../components/button.tsx';
import { CertaintyMark, UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import type { Listed, Row } from './audience-rows.ts';
import { MoreRows } from './more-rows.tsx';
import styles from './draft.module.css';

/** Who hears of it, and why; each can be left out. */
export function ToldList({
  told: { rows, more },
  count,
  onLeave,
}: {
  readonly told: Listed<Row>;
  readonly count: number;
  readonly onLeave: (row: Row) => void;
}) {
  const { say, language } = useWords();
  return (
    <details open>
      <summary>{say('audience.who', { count })}</summary>
      <ul className={styles['who']}>
        {rows.map((row) => (
          <li key={row.institutionId}>
            <span>
              <UrgencyMark urgency={row.urgency} quiet /> {row.institution} <CertaintyMark certainty={row.certainty} />
            </span>
            <Button look="quiet" aria-label={say('audience.exclude', { name: row.institution })} onPress={() => onLeave(row)}>
              {say('audience.exclude.short')}
            </Button>
            <span className="soft">
              {reasonsOf(row, language)}
              <Waiting row={row} />
            </span>
          </li>
        ))}
      </ul>
      <MoreRows more={more} />
    </details>
  );
}

/** Whose message goes with their daily bundle, and when: they do not hear at once. */
function Waiting({ row }: { readonly row: Row }) {
  const { say } = useWords();
  return row.contacts.flatMap(({ name, heldUntil }) =>
    heldUntil === undefined
      ? []
      : [
          <span key={name}>
            {' '}
            · {say('audience.held', { name })} <Time at={heldUntil} />
          </span>,
        ],
  );
}

function reasonsOf({ reasons }: Row, language: Language): string {
  const say = words(language);
  const lines = reasons.map(({ reason, product, supplier, version }) =>
    [say(`reason.${reason}`), [supplier, product, version].filter(Boolean).join(' ')].filter((part) => part !== '').join(': '),
  );
  return [...new Set(lines)].slice(0, 3).join(' · ');
}
