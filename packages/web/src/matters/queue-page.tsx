import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { linkOptions, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { noteMatter, setMatterAside, takeMatterUp } from '@forewarn/api/queue.ts';
import { QUEUE_STATES } from '@forewarn/core/matters/queue-state.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { MatterAside, MatterDetail } from './matter-detail.tsx';
import { queueQuery, type QueueRow } from './matter-queries.ts';
import { MatterLine } from './matter-line.tsx';
import { OpenMatter } from './open-matter.tsx';
import { WhyDialog } from './why-dialog.tsx';
import styles from './queue.module.css';

/** What came in, grouped by matter; the chosen one stands in the address, so that a link and a reload keep the place. */
export function QueuePage() {
  const { say } = useWords();
  const { matter: chosen, state } = useSearch({ from: '/queue' });
  const queue = useSuspenseQuery(queueQuery(state)).data;
  const navigate = useNavigate();
  const mayChange = useMay('change-matters');
  const [asking, ask] = useState<'assess' | 'set-aside' | 'open'>();
  const matter = queue.matters.find(({ id }) => id === chosen);
  const { assess, setAside } = useActs();
  const begin = (what: 'assess' | 'set-aside') => mayChange && matter !== undefined && ask(what);
  useKeys({
    a: () => begin('assess'),
    n: () => begin('set-aside'),
    s: () => matter !== undefined && void navigate(writing(matter)),
    o: () => mayChange && ask('open'),
  });
  return (
    <>
      <PageSentence
        title={say('queue.title')}
        beside={
          mayChange && (
            <Button onPress={() => ask('open')}>
              {say('queue.open')} <kbd>o</kbd>
            </Button>
          )
        }
      >
        {say('queue.sentence', { count: queue.matters.length })}
      </PageSentence>
      <div className={styles['tools']}>
        <label>
          {say('queue.state')}
          <select
            value={state ?? ''}
            onChange={({ target }) =>
              void navigate({ to: '/queue', search: { matter: chosen, state: QUEUE_STATES.find((one) => one === target.value) } })
            }
          >
            <option value="">{say('queue.state.all')}</option>
            {QUEUE_STATES.map((one) => (
              <option key={one} value={one}>
                {say(`queue.state.${one}`)} ({queue.counts[one]})
              </option>
            ))}
          </select>
        </label>
        {queue.sources.failing.length > 0 && <strong role="status">{say('queue.sources', { count: queue.sources.failing.length })}</strong>}
      </div>
      {queue.matters.length === 0 ? (
        <EmptyState what={say('queue.empty')} next={say('queue.empty.next')} />
      ) : (
        <Panes
          hasChosen={matter !== undefined}
          list={
            <RovingList
              label={say('queue.title')}
              rows={queue.matters}
              chosen={chosen}
              onChoose={(id) => void navigate({ to: '/queue', search: { matter: id, state }, replace: true })}
            >
              {(row) => <MatterLine matter={row} />}
            </RovingList>
          }
          detail={
            matter === undefined ? (
              <p className="soft">{say('queue.choose')}</p>
            ) : (
              <MatterDetail
                key={matter.id}
                matter={matter}
                mayChange={mayChange}
                writing={writing(matter)}
                onAssess={() => ask('assess')}
                onSetAside={() => ask('set-aside')}
              />
            )
          }
          aside={matter === undefined ? undefined : <MatterAside matter={matter} />}
        />
      )}
      {asking === 'open' && (
        <OpenMatter
          onClose={() => ask(undefined)}
          onOpened={(id) => void navigate({ to: '/queue', search: { matter: id }, replace: true })}
        />
      )}
      {matter !== undefined && (asking === 'assess' || asking === 'set-aside') && (
        <WhyDialog
          title={say(`queue.${asking}.title`, { title: matter.title })}
          label={say(`queue.${asking}.why`)}
          act={say(`queue.${asking}`)}
          onClose={() => ask(undefined)}
          onSay={(why) => (asking === 'assess' ? assess(matter, why) : setAside(matter, why))}
        />
      )}
    </>
  );
}

/** Where the warning on a matter is written: the one there is, or a new one. */
function writing({ id, warning }: QueueRow) {
  if (warning === undefined) return linkOptions({ to: '/drafts/new', search: { matter: id } });
  return warning.hasDraft || warning.releasedVersion === 0
    ? linkOptions({ to: '/drafts/$id', params: { id: warning.id } })
    : linkOptions({ to: '/open-warnings/$id', params: { id: warning.id } });
}

function useActs() {
  const { say } = useWords();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['matters'] });
  const takeUp = async (id: string) => {
    await call(takeMatterUp, { params: { id } });
    await readAgain();
  };
  return {
    assess: async ({ id }: QueueRow, note: string) => {
      await call(noteMatter, { params: { id }, body: { note } });
      await readAgain();
      tell(say('queue.assessed'));
    },
    setAside: async ({ id }: QueueRow, because: string) => {
      await call(setMatterAside, { params: { id }, body: { because } });
      await readAgain();
      tell(say('queue.was-set-aside'), () => void takeUp(id));
    },
  };
}
