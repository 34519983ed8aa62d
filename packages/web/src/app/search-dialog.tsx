import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState, type ReactNode } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { search } from '@forewarn/api/search.ts';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { call } from '../lib/call.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import styles from './search-dialog.module.css';

type Group = CallOutput<typeof search>['groups'][number];
type Found = Group['found'][number];

/** What the server asks for at least. */
const LETTERS_MIN = 2;
const KINDS: Readonly<Record<string, PlainKey>> = {
  matter: 'search.kind.matter',
  warning: 'search.kind.warning',
  vulnerability: 'search.kind.vulnerability',
  advisory: 'search.kind.advisory',
  product: 'search.kind.product',
  institution: 'search.kind.institution',
};

/** One field that finds what there is, and leads there; behind `/` and Ctrl-K. Only what the reader may see is found. */
export function SearchDialog({
  isDesk,
  isOpen,
  onClose,
}: {
  readonly isDesk: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  return (
    <Dialog title={say('search.title')} isOpen={isOpen} onClose={onClose}>
      <Search isDesk={isDesk} onClose={onClose} />
    </Dialog>
  );
}

function Search({ isDesk, onClose }: { readonly isDesk: boolean; readonly onClose: () => void }) {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data, error } = useQuery({
    queryKey: ['search', q],
    queryFn: () => call(search, { query: { q } }),
    enabled: q.length >= LETTERS_MIN,
    placeholderData: keepPreviousData,
  });
  const groups = q.length < LETTERS_MIN ? [] : (data?.groups ?? []);
  const count = groups.reduce((sum, { found }) => sum + found.length, 0);
  return (
    <>
      <Field label={say('search.field')} help={say('search.help')} autoFocus maxLength={100} value={typed} onChange={setTyped} />
      {error !== null && <FaultState fault={error} />}
      <p role="status">
        {data === undefined || q.length < LETTERS_MIN ? '' : count === 0 ? say('search.nothing') : say('search.found', { count })}
      </p>
      <div className={styles['groups']}>
        {groups.map((group) => (
          <section key={group.kind}>
            <h3>{say(KINDS[group.kind] ?? 'search.kind.other')}</h3>
            <ul className={styles['found']}>
              {group.found.map((found) => (
                <li key={found.id}>
                  <Way kind={group.kind} found={found} isDesk={isDesk} onFollow={onClose}>
                    <span>{found.title}</span> <span className="soft">{[found.detail, found.label].filter(Boolean).join(' · ')}</span>
                  </Way>
                </li>
              ))}
            </ul>
            {group.more && <p className="soft">{say('search.more')}</p>}
          </section>
        ))}
      </div>
    </>
  );
}

/** To the page of what was found; what has no page of its own is shown and leads nowhere. */
function Way({
  kind,
  found: { id },
  isDesk,
  onFollow,
  children,
}: {
  readonly kind: string;
  readonly found: Found;
  readonly isDesk: boolean;
  readonly onFollow: () => void;
  readonly children: ReactNode;
}) {
  if (kind === 'warning' && !isDesk)
    return (
      <Link to="/home/$warning" params={{ warning: id }} onClick={onFollow}>
        {children}
      </Link>
    );
  if (!isDesk) return <span>{children}</span>;
  switch (kind) {
    case 'matter':
      return (
        <Link to="/queue" search={{ matter: id }} onClick={onFollow}>
          {children}
        </Link>
      );
    case 'warning':
      return (
        <Link to="/open-warnings/$id" params={{ id }} onClick={onFollow}>
          {children}
        </Link>
      );
    case 'advisory':
      return (
        <Link to="/advisories/$id" params={{ id }} onClick={onFollow}>
          {children}
        </Link>
      );
    case 'institution':
      return (
        <Link to="/institutions/$id" params={{ id }} onClick={onFollow}>
          {children}
        </Link>
      );
    default:
      return <span>{children}</span>;
  }
}
