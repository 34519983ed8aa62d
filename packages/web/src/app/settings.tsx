import { Link } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { LanguageSelect } from '../components/language-select.tsx';
import { chooseTheme, THEMES, useTheme } from '../lib/theme.ts';
import type { Session } from '../lib/session.ts';
import { signOut } from '../lib/sign-out.ts';
import { useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** Language, light or dark, and the way out: on every page, also before signing in. */
export function Settings({ session }: { readonly session: Session }) {
  const { say } = useWords();
  const theme = useTheme();
  return (
    <div className={styles['settings']}>
      <LanguageSelect name={say('app.language')} />
      <select
        aria-label={say('app.theme')}
        value={theme}
        onChange={({ target }) => chooseTheme(THEMES.find((one) => one === target.value) ?? 'system')}
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {say(`app.theme.${one}`)}
          </option>
        ))}
      </select>
      {session.kind !== 'nobody' && (
        <Link to="/account" aria-label={say('account.of', { name: session.name })}>
          {say('account.menu')}
        </Link>
      )}
      {session.kind !== 'nobody' && (
        <Button
          look="quiet"
          onPress={() => {
            void signOut().then(() => location.assign('/start')); // a new page: nothing that was read stays
          }}
        >
          {say('app.sign-out')}
        </Button>
      )}
    </div>
  );
}
