import { Outlet } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { later } from '../components/later.tsx';
import { Loading } from '../components/loading.tsx';
import { HelpNumber } from '../components/help-number.tsx';
import { Toasts } from '../components/toasts.tsx';
import { useAsking } from '../lib/ask-again.ts';
import { useInvitation } from '../lib/invitation.ts';
import { useKeys, useSearchKey } from '../lib/keys.ts';
import { useLive } from '../lib/live.ts';
import { useAbout, useMay, useSession, type Session } from '../lib/session.ts';
import { needWords, useWords } from '../lib/words.ts';
import { ActingFor } from './acting-for.tsx';
import { Menu } from './menu.tsx';
import { NotActingPage } from './not-acting-page.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { Settings } from './settings.tsx';
import { SignedInAsSomebody, SignInPage } from './before-signing-in.ts';
import { UnsentBanner } from './unsent-banner.tsx';
import styles from './shell.module.css';

const SearchDialog = later(async () => (await import('./search-dialog.tsx')).SearchDialog);
const AskAgain = later(async () => {
  const [{ AskAgain: Part }] = await Promise.all([import('../institutions/ask-again.tsx'), needWords(['account'])]);
  return Part;
});
const KeyHelp = later(async () => (await import('./key-help.tsx')).KeyHelp);

/** The frame around every page: the desk for the CERT, the phone-first side for members; signing in for who is not known. */
export function Shell() {
  const session = useSession();
  const { say } = useWords();
  const about = useAbout();
  const [isHelpOpen, openHelp] = useState(false);
  const [isSearchOpen, openSearch] = useState(false);
  const isAsked = useAsking() !== undefined;
  const maySearch = useMay('read-warnings');
  const side = session.kind === 'cert' ? 'desk' : 'member';
  useLive(session.kind !== 'nobody');
  useKeys({ '?': () => openHelp(true), ...(maySearch ? { '/': () => openSearch(true) } : {}) });
  useSearchKey(() => maySearch && openSearch(true));
  useEffect(() => {
    document.documentElement.dataset['side'] = side;
  }, [side]);
  return (
    <div className={styles['shell']} data-side={side}>
      <a className={styles['skip']} href="#content">
        {say('app.skip')}
      </a>
      <header className={styles['top']}>
        <strong>{about.name}</strong>
        {session.kind !== 'nobody' && <Menu session={session} />}
        {maySearch && (
          <Button look="quiet" onPress={() => openSearch(true)}>
            {say('search.open')}
          </Button>
        )}
        <Settings session={session} />
      </header>
      {session.kind !== 'nobody' && <ActingFor session={session} />}
      <OfflineBanner />
      {session.kind !== 'nobody' && <UnsentBanner session={session} />}
      <main id="content" tabIndex={-1} className={styles['content']}>
        <Suspense fallback={<Loading />}>
          <Page session={session} />
        </Suspense>
      </main>
      {side === 'member' && <HelpNumber />}
      <Toasts />
      <AskAgain isOpen={isAsked} />
      <SearchDialog isDesk={side === 'desk'} isOpen={isSearchOpen} onClose={() => openSearch(false)} />
      <KeyHelp isDesk={side === 'desk'} isOpen={isHelpOpen} onClose={() => openHelp(false)} />
    </div>
  );
}

/** The page that was asked for; or what comes before it. */
function Page({ session }: { readonly session: Session }) {
  const code = useInvitation();
  if (session.kind === 'nobody') return <SignInPage />;
  if (code !== undefined) return <SignedInAsSomebody session={session} />;
  return session.mayNotActFor === true ? <NotActingPage /> : <Outlet />;
}
