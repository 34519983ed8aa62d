import { words } from '@forewarn/core/warnings/words.ts';
import { UrgencyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import type { Preview } from './draft-queries.ts';
import { wokenBy, wokenInAll } from './woken.ts';
import styles from './draft.module.css';

type Row = Preview['institutions'][number];

/** Exactly who is woken, by name, role and channel. */
export function WokenList({ preview }: { readonly preview: Preview }) {
  const { say, language } = useWords();
  const woken = wokenBy(preview);
  const { inAll, listed } = wokenInAll(preview);
  if (inAll === 0) return null;
  const person = ({ name, role, channels }: Row['contacts'][number]) =>
    `${name} (${words(language)(`role.${role as 'ciso'}`)}; ${channels.map((one) => say(`audience.channel.${one as 'email'}`)).join(', ')})`;
  return (
    <section className={styles['woken']} tabIndex={0} aria-label={say('release.woken')}>
      <h3>
        <UrgencyMark urgency="act-now" quiet /> {say('release.woken')} ({inAll})
      </h3>
      <p>{say('release.woken.next')}</p>
      <ul>
        {woken.map(({ institutionId, institution, contacts }) => (
          <li key={institutionId}>
            <strong>{institution}</strong>: {contacts.map(person).join('; ')}
          </li>
        ))}
      </ul>
      {inAll > listed && <p className="soft">{say('release.woken.more', { count: inAll - listed })}</p>}
    </section>
  );
}
