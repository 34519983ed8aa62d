import { linkOptions, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { later } from '../components/later.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { MatterAside, MatterDetail } from './matter-detail.tsx';
import type { Asking } from './matter-dialogs.tsx';
import { MatterLine } from './matter-line.tsx';
import type { QueueRow } from './matter-queries.ts';
import { QueueTools } from './queue-tools.tsx';
import { useMatterActs } from './use-matter-acts.ts';
import { useMatterRow, useQueue } from './use-queue.ts';

const MatterDialogs = later(async () => (await import('./matter-dialogs.tsx')).MatterDialogs);

/** What came in, grouped by matter; the chosen one stands in the address, so that a link and a reload keep the place. */
export function QueuePage() {
  const { say } = useWords();
  const { matter: chosen, state } = useSearch({ from: '/queue' });
  const { head, total, rows, onSight } = useQueue(state);
  const matter = useMatterRow(chosen, rows);
  const navigate = useNavigate();
  const mayChange = useMay('change-matters');
  const [asking, ask] = useState<Asking>();
  const acts = useMatterActs();
  const begin = (what: Asking) => mayChange && matter !== undefined && ask(what);
  const choose = (id: string) => void navigate({ to: '/queue', search: { matter: id, state }, replace: true, resetScroll: false });
  useKeys({
    a: () => begin('assess'),
    n: () => begin('set-aside'),
    m: () => begin('merge'),
    p: () => matter !== undefined && matter.advisoryCount > 1 && begin('split'),
    g: () => begin('give'),
    s: () => matter !== undefined && void navigate(writing(matter)),
    o: () => mayChange && ask('open'),
    h: () => mayChange && ask('hand-over'),
  });
  return (
    <>
      <PageSentence title={say('queue.title')} beside={mayChange && <Beside onAsk={ask} />}>
        {say('queue.sentence', { count: total })}
      </PageSentence>
      <QueueTools head={head} />
      {total === 0 ? (
        <EmptyState what={say('queue.empty')} next={say('queue.empty.next')} />
      ) : (
        <Panes
          hasChosen={matter !== undefined}
          list={
            <RovingList label={say('queue.title')} rows={rows} chosen={chosen} onChoose={choose} onSight={onSight}>
              {(row) => <MatterLine matter={row} />}
            </RovingList>
          }
          detail={
            matter === undefined ? (
              <p className="soft">{say('queue.choose')}</p>
            ) : (
              <MatterDetail key={matter.id} matter={matter} mayChange={mayChange} writing={writing(matter)} acts={acts} onAsk={ask} />
            )
          }
          aside={matter === undefined ? undefined : <MatterAside matter={matter} />}
        />
      )}
      <MatterDialogs
        isOpen={asking !== undefined}
        asking={asking}
        matter={matter}
        rows={rows}
        acts={acts}
        onClose={() => ask(undefined)}
        onChoose={choose}
      />
    </>
  );
}

function Beside({ onAsk }: { readonly onAsk: (what: Asking) => void }) {
  const { say } = useWords();
  return (
    <>
      <Button onPress={() => onAsk('hand-over')}>
        {say('queue.hand-over')} <kbd>h</kbd>
      </Button>
      <Button onPress={() => onAsk('open')}>
        {say('queue.open')} <kbd>o</kbd>
      </Button>
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
