import { Link, useLocation, useNavigate, type LinkProps } from '@tanstack/react-router';
import type { Permission } from '@forewarn/core/institutions/permissions.ts';
import { useRef, useState } from 'react';
import { Button } from '../components/button.tsx';
import { useKeys } from '../lib/keys.ts';
import type { SignedIn } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './shell.module.css';

type Address = NonNullable<LinkProps['to']>;
type Entry = { readonly needs: Permission; readonly to: Address; readonly word: PlainKey };
/** `also`: first words of addresses that no entry leads to and that belong here. */
type Group = { readonly word: PlainKey; readonly entries: readonly Entry[]; readonly also?: readonly string[] };

/** What the desk finds in the menu: by what an analyst is doing, each page by the permission that it needs. A page that is ready adds its line. */
const DESK: readonly Group[] = [
  {
    word: 'menu.group.duty',
    entries: [
      { to: '/queue', word: 'menu.queue', needs: 'read-matters' },
      { to: '/open-warnings', word: 'menu.warnings', needs: 'read-concerned' },
      { to: '/help-requests', word: 'menu.help-requests', needs: 'read-concerned' },
      { to: '/notices', word: 'notices.title', needs: 'read-deliveries' },
    ],
    also: ['matters', 'drafts'],
  },
  {
    word: 'menu.group.incoming',
    entries: [
      { to: '/advisories', word: 'advisories.title', needs: 'read-advisories' },
      { to: '/names', word: 'menu.names', needs: 'read-names' },
      { to: '/sources', word: 'menu.sources', needs: 'read-sources' },
    ],
  },
  {
    word: 'menu.group.constituency',
    entries: [
      { to: '/institutions', word: 'menu.institutions', needs: 'read-institutions' },
      { to: '/branches', word: 'joining.title', needs: 'read-nominations' },
      { to: '/suppliers', word: 'suppliers.title', needs: 'read-matching' },
    ],
  },
  {
    word: 'menu.group.overview',
    entries: [
      { to: '/situation', word: 'menu.situation', needs: 'read-branch-numbers' },
      { to: '/reports', word: 'reports.title', needs: 'read-concerned' },
    ],
  },
  {
    word: 'menu.group.set-up',
    entries: [
      { to: '/drills', word: 'menu.drills', needs: 'read-concerned' },
      { to: '/policies', word: 'policies.title', needs: 'change-rules' },
    ],
  },
];
const MEMBER: readonly Entry[] = [
  { to: '/home', word: 'menu.home', needs: 'read-warnings' },
  { to: '/open-points', word: 'menu.open-points', needs: 'read-warnings' },
  { to: '/inventory', word: 'menu.inventory', needs: 'read-inventory' },
  { to: '/people', word: 'menu.people', needs: 'read-institutions' },
  { to: '/customers', word: 'menu.customers', needs: 'read-customers' },
  { to: '/members', word: 'menu.members', needs: 'read-branch-numbers' },
  { to: '/members/join', word: 'join.link', needs: 'nominate' },
];

export function Menu({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  if (session.kind === 'cert') return <DeskMenu session={session} />;
  return (
    <nav aria-label={say('app.menu')}>
      <Entries entries={allowed(MEMBER, session)} />
    </nav>
  );
}

/**
 * The desk's many pages: a row of groups, each one key away (1, 2, …), and under it the pages of the group where the reader is. A narrow
 * screen folds all of them behind one button (shell.module.css).
 */
function DeskMenu({ session }: { readonly session: SignedIn }) {
  const { say } = useWords();
  const groups = DESK.map((group) => ({ ...group, entries: allowed(group.entries, session) })).filter(({ entries }) => entries.length > 0);
  const word = useLocation({ select: ({ pathname }) => pathname.split('/')[1] ?? '' });
  const current = groups.find((group) => belongs(group, word));
  const pages = useRef<HTMLElement>(null);
  const [isOpen, open] = useState(false);
  useGroupKeys(groups, pages);
  return (
    <>
      <nav aria-label={say('app.menu')} data-folded={!isOpen}>
        <Button className={styles['fold']} aria-expanded={isOpen} onPress={() => open(!isOpen)}>
          {say('app.menu')}
        </Button>
        <ul>
          {groups.map((group, place) => (
            <li key={group.word}>
              <Link
                to={group.entries[0]?.to ?? '/start'}
                className={styles['group']}
                data-current={group === current}
                aria-keyshortcuts={String(place + 1)}
                onClick={() => open(false)}
              >
                {say(group.word)}
              </Link>
              <Entries entries={group.entries} onOpen={() => open(false)} />
            </li>
          ))}
        </ul>
      </nav>
      {current !== undefined && (
        <nav ref={pages} aria-label={say(current.word)} className={styles['pages']}>
          <Entries entries={current.entries} />
        </nav>
      )}
    </>
  );
}

function Entries({ entries, onOpen }: { readonly entries: readonly Entry[]; readonly onOpen?: () => void }) {
  const { say } = useWords();
  return (
    <ul>
      {entries.map(({ to, word }) => (
        <li key={to}>
          <Link to={to} onClick={onOpen} activeOptions={{ exact: to === '/members' }}>
            {say(word)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A digit opens a group at its first page and puts the focus there, so that every other page of it is the next stop of Tab. */
function useGroupKeys(groups: readonly Group[], pages: { readonly current: HTMLElement | null }): void {
  const navigate = useNavigate();
  const openGroup = async ({ entries }: Group) => {
    await navigate({ to: entries[0]?.to ?? '/start' });
    pages.current?.querySelector('a')?.focus();
  };
  useKeys(Object.fromEntries(groups.map((group, place) => [String(place + 1), () => void openGroup(group)])));
}

function belongs({ entries, also = [] }: Group, word: string): boolean {
  return also.includes(word) || entries.some(({ to }) => to === `/${word}`);
}

function allowed(entries: readonly Entry[], { permissions }: SignedIn): readonly Entry[] {
  return entries.filter(({ needs }) => permissions.includes(needs));
}
