import { words } from '@forewarn/core/warnings/words.ts';
import { RepairWords } from '../components/repair-words.tsx';
import { useWords } from '../lib/words.ts';
import type { FollowUp } from './board-queries.ts';
import styles from './board.module.css';

/** Whom to ring, in the order of the policy. */
export function Phones({ clock }: { readonly clock: FollowUp }) {
  const { say, language } = useWords();
  return (
    <section>
      <h3>{say('call.phones')}</h3>
      {clock.phones.length === 0 && <p>{say('call.none')}</p>}
      <ol className={styles['phones']}>
        {clock.phones.map(({ contactId, name, role, phone, toRepair }) => (
          <li key={contactId}>
            {name} <span className="soft">({words(language)(`role.${role}`)})</span>
            <div>{phone === undefined ? say('call.no-phone') : <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>}</div>
            {toRepair !== undefined && (
              <p className="soft">
                <RepairWords toRepair={toRepair} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
