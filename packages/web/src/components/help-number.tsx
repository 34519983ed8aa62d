import { useAbout } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import styles from './help-number.module.css';

/** The telephone that is answered day and night, large, and one tap away from calling. */
export function HelpNumber() {
  const { say } = useWords();
  const { phone } = useAbout();
  return (
    <aside className={styles['help']} aria-label={say('app.help')}>
      <p>{say('app.help')}</p>
      <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
    </aside>
  );
}
