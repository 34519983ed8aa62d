import { Link } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { chooseTheme, THEMES, useTheme } from '../lib/theme.ts';
import { signOutOfSession } from '@forewarn/api/sessions.ts';
import { call } from '../lib/call.ts';
import type { Session } from '../lib/session.ts';
import { forgetTyped } from '../lib/typed.ts';
import { signOutOfToken } from '@forewarn/api/token-sign-in.ts';
import { LANGUAGES, switchLanguage, useWords } from '../lib/words.ts';
import styles from './shell.module.css';

/** Language, light or dark, and the way out: on every page, also before signing in. */
export function Settings({ session }: { readonly session: Session }) {
  const { say, language } = useWords();
  const theme = useTheme();
  return (
    <div className={styles['settings']}>
      <select
        aria-label={say('app.language')}
        value={language}
        onChange={({ target }) => void switchLanguage(LANGUAGES.find((one) => one === target.value) ?? 'nl')}
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {say(`app.language.${one}`)}
          </option>
        ))}
      </select>
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
            void Promise.allSettled([call(signOutOfSession, {}), call(signOutOfToken, {})]).then(() => {
              forgetTyped();
              location.assign('/start'); // a new page: nothing that was read stays
            });
          }}
        >
          {say('app.sign-out')}
        </Button>
      )}
    </div>
  );
}
