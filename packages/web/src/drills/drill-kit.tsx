import { Time } from '../components/time.tsx';
import { useWords } from '../lib/words.ts';
import type { ShownDrill } from './drill-queries.ts';
import styles from './drills.module.css';

type Role = 'ciso';

/** For who leads it: what is asked of the exercise, what is told and when, and what each role at the table is asked. */
export function DrillKit({ kit, releasedAt }: { readonly kit: ShownDrill['kit']; readonly releasedAt?: string | undefined }) {
  const { say, language } = useWords();
  return (
    <section aria-labelledby="drill-kit">
      <h2 id="drill-kit">{say('drills.kit')}</h2>
      <h3>{say('drills.goals')}</h3>
      <ul className={styles['goals']}>
        {kit.goals.map((goal) => (
          <li key={goal.en}>{goal[language]}</li>
        ))}
      </ul>
      <h3>{say('drills.injects')}</h3>
      <ol className={styles['injects']}>
        {kit.injects.map(({ minutes, ...inject }) => (
          <li key={minutes}>
            <strong>{say('drills.after', { count: minutes })}</strong>{' '}
            {releasedAt !== undefined && (
              <span className="soft">
                <Time at={new Date(Date.parse(releasedAt) + minutes * 60_000).toISOString()} as="table" />
              </span>
            )}
            <p>{inject[language]}</p>
          </li>
        ))}
      </ol>
      {kit.questions.length > 0 && (
        <>
          <h3>{say('drills.questions')}</h3>
          <dl className={styles['questions']}>
            {kit.questions.map(({ role, ...question }) => (
              <div key={role}>
                <dt>{say(`contact-role.${role as Role}`)}</dt>
                <dd>{question[language]}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
