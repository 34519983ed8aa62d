import { Link, type LinkProps } from '@tanstack/react-router';
import type { Permission } from '@forewarn/core/institutions/permissions.ts';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import type { SignedIn } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './shell.module.css';

type Entry = { readonly needs: Permission; readonly to: NonNullable<LinkProps['to']>; readonly word: PlainKey };

/** What a reader finds in the menu: by the permission that the page needs, desk and member side apart. A page that is ready adds its line. */
const DESK: readonly Entry[] = [
  { to: '/queue', word: 'menu.queue', needs: 'read-matters' },
  { to: '/open-warnings', word: 'menu.warnings', needs: 'read-concerned' },
  { to: '/help-requests', word: 'menu.help-requests', needs: 'read-concerned' },
  { to: '/advisories', word: 'advisories.title', needs: 'read-advisories' },
  { to: '/names', word: 'menu.names', needs: 'read-names' },
  { to: '/institutions', word: 'menu.institutions', needs: 'read-institutions' },
  { to: '/sources', word: 'menu.sources', needs: 'read-sources' },
  { to: '/drills', word: 'menu.drills', needs: 'read-concerned' },
  { to: '/suppliers', word: 'suppliers.title', needs: 'read-matching' },
  { to: '/notices', word: 'notices.title', needs: 'read-deliveries' },
  { to: '/reports', word: 'reports.title', needs: 'read-concerned' },
  { to: '/situation', word: 'menu.situation', needs: 'read-branch-numbers' },
  { to: '/policies', word: 'policies.title', needs: 'change-rules' },
];
const MEMBER: readonly Entry[] = [
  { to: '/home', word: 'menu.home', needs: 'read-warnings' },
  { to: '/open-points', word: 'menu.open-points', needs: 'read-warnings' },
  { to: '/inventory', word: 'menu.inventory', needs: 'read-inventory' },
  { to: '/people', word: 'menu.people', needs: 'read-institutions' },
  { to: '/customers', word: 'menu.customers', needs: 'read-customers' },
  { to: '/members', word: 'menu.members', needs: 'read-branch-numbers' },
];

export function Menu({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  // Only a narrow screen folds the desk's many pages away (shell.module.css).
  const [isOpen, open] = useState(false);
  const folds = session.kind === 'cert';
  return (
    <nav aria-label={say('app.menu')} data-folded={folds && !isOpen}>
      {folds && (
        <Button className={styles['fold']} aria-expanded={isOpen} onPress={() => open(!isOpen)}>
          {say('app.menu')}
        </Button>
      )}
      <ul>
        {(session.kind === 'cert' ? DESK : MEMBER)
          .filter(({ needs }) => session.permissions.includes(needs))
          .map(({ to, word }) => (
            <li key={to}>
              <Link to={to} onClick={() => open(false)}>
                {say(word)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
