import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { useWords } from '../lib/words.ts';
import { Dependents } from './dependents.tsx';
import { dependentsQuery, suppliersQuery } from './supplier-queries.ts';
import styles from './situation.module.css';

/** Suppliers, and who relies on them: as a picture and as a table. */
export function SuppliersPage() {
  const { say } = useWords();
  const { supplier: chosen } = useSearch({ from: '/suppliers' });
  const navigate = useNavigate();
  const { suppliers } = useSuspenseQuery(suppliersQuery).data;
  const [text, setText] = useState('');
  const rows = suppliers
    .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
    .map((supplier) => ({ id: supplier.name, supplier }));
  const { data } = useQuery({ ...dependentsQuery(chosen ?? ''), enabled: chosen !== undefined });
  return (
    <>
      <PageSentence title={say('suppliers.title')}>{say('suppliers.sentence', { count: suppliers.length })}</PageSentence>
      {suppliers.length === 0 ? (
        <EmptyState what={say('suppliers.empty')} next={say('suppliers.empty.next')} />
      ) : (
        <Panes
          hasChosen={chosen !== undefined}
          list={
            <>
              <label className={styles['find']}>
                {say('suppliers.find')}
                <input type="search" value={text} onChange={({ target }) => setText(target.value)} />
              </label>
              <RovingList
                label={say('suppliers.title')}
                rows={rows}
                chosen={chosen}
                rowPixels={44}
                onChoose={(supplier) => void navigate({ to: '/suppliers', search: { supplier }, replace: true, resetScroll: false })}
              >
                {({ supplier: { name, institutions } }) => (
                  <span className={styles['counted']}>
                    <span>{name}</span> <strong>{institutions}</strong>
                  </span>
                )}
              </RovingList>
            </>
          }
          detail={data === undefined ? <p className="soft">{say('suppliers.choose')}</p> : <Dependents dependents={data} />}
        />
      )}
    </>
  );
}
