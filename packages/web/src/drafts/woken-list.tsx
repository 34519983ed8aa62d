import { words } from '@forewarn/core/warnings/words.ts';
import { UrgencyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import type { Preview } from './draft-queries.ts';
import styles from './draft.module.css';

type Row = Preview['institutions'][number];

/** Institutions of which somebody is disturbed at once, day or night. */
export function wokenBy({ institutions }: Preview): readonly Row[] {
  return institutions.filter(
    ({ urgency, decision, contacts }) => urgency === 'act-now' && decision !== 'stay-silent' && decision !== 'close' && contacts.length > 0,
  );
}

/** Exactly who is woken, by name, role and channel. */
export function WokenList({ preview }: { readonly preview: Preview }) {
  const { say, language } = useWords();
  const woken = wokenBy(preview);
  if (woken.length === 0) return null;
  const listed = woken.reduce((sum, { contacts }) => sum + contacts.length, 0);
  const inAll = preview.counts.woken ?? listed;
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
