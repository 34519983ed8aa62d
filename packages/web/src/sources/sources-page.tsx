import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { startPoll } from '@forewarn/api/sources.ts';
import { sourceTrouble } from '@forewarn/core/advisories/source-trouble.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { ExactWords } from './exact-words.tsx';
import { ChannelHealth } from './channel-health.tsx';
import { sourcesQuery, type Source } from './source-queries.ts';
import styles from './sources.module.css';

const COLUMNS = ['name', 'state', 'heard', 'documents', 'kept-back', 'waiting', 'delay'] as const;

/** How each source does; those that are not heard come first, with what is wrong and what to do. */
export function SourcesPage() {
  const { say } = useWords();
  const { sources } = useSuspenseQuery(sourcesQuery).data;
  const mayDeliveries = useMay('read-deliveries');
  const failing = sources.filter(({ failingSince }) => failingSince !== undefined);
  const ordered = [...failing, ...sources.filter(({ failingSince }) => failingSince === undefined)];
  return (
    <>
      <PageSentence title={say('sources.title')}>
        {failing.length > 0
          ? say('sources.sentence.failing', { count: failing.length })
          : sources.length === 0
            ? say('sources.empty')
            : say('sources.sentence.well', { count: sources.length })}
      </PageSentence>
      {sources.length === 0 ? (
        <EmptyState what={say('sources.empty')} next={say('sources.empty.next')} />
      ) : (
        <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('sources.title')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {say(`sources.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ordered.map((source) => (
                <SourceRow key={source.id} source={source} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayDeliveries && <ChannelHealth />}
    </>
  );
}

function SourceRow({ source }: { readonly source: Source }) {
  const { say, numbered } = useWords();
  const { id, name, kind, url, failingSince, lastFault, lastSuccessAt, documentCount, quarantinedCount, waitingCount, delaySeconds } =
    source;
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="soft">
          {kind} · {url}
        </div>
        <PollNow id={id} name={name} />
      </th>
      <td>
        {failingSince === undefined ? (
          `✓ ${say('sources.ok')}`
        ) : (
          <>
            <strong>✗ {say('sources.failing-since')}</strong> <Time at={failingSince} as="table" />
          </>
        )}
        {lastFault !== undefined && <Trouble fault={lastFault} />}
      </td>
      <td>{lastSuccessAt === undefined ? say('sources.never') : <Time at={lastSuccessAt} as="table" />}</td>
      <td>{numbered(documentCount)}</td>
      <td>{numbered(quarantinedCount)}</td>
      <td>{numbered(waitingCount)}</td>
      <td>{delaySeconds !== undefined && say('sources.minutes', { count: Math.round(delaySeconds / 60) })}</td>
    </tr>
  );
}

/** What is wrong with a source and what to do about it, in the reader's language. */
function Trouble({ fault: { code, url, message, hint } }: { readonly fault: NonNullable<Source['lastFault']> }) {
  const { say } = useWords();
  const trouble = sourceTrouble(code);
  return (
    <>
      <p>{say(`sources.trouble.${trouble}`)}</p>
      <p className="soft">{say(`sources.trouble.${trouble}.next`)}</p>
      <ExactWords>{[message, hint, url].filter((text) => text !== undefined && text !== '').join(' ')}</ExactWords>
    </>
  );
}

function PollNow({ id, name }: { readonly id: string; readonly name: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  if (!useMay('poll-sources')) return null;
  const poll = async () => {
    try {
      await call(startPoll, { params: { id } });
      tell(say('sources.polling', { name }));
      await queries.invalidateQueries({ queryKey: ['sources'] });
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <>
      <Button look="quiet" aria-label={say('sources.poll', { name })} onPress={() => void poll()}>
        {say('sources.poll.short')}
      </Button>
      {fault !== undefined && <FaultState fault={fault} />}
    </>
  );
}
