import type { CallOutput } from '@forewarn/api/client.ts';
import type { listOpenPoints } from '@forewarn/api/open-points.ts';
import { useWords } from '../lib/words.ts';

type AtDesk = NonNullable<CallOutput<typeof listOpenPoints>['points'][number]['atDesk']>;

/** How a point stands at the service desk, as the desk words it; and that an answer is still to be given when the desk is done with it. */
export function AtDesk({ at: { kind, number, status } }: { readonly at: AtDesk }) {
  const { say } = useWords();
  if (kind === 'waiting') return <div className="soft">{say('desk.waits')}</div>;
  return (
    <div>
      <span className="soft">{say('desk.at')}</span>{' '}
      {[number, status ?? say(kind === 'closed' ? 'desk.closed' : 'desk.open')].filter(Boolean).join(', ')}
      {kind === 'closed' && (
        <div>
          <strong>{say('desk.answer')}</strong>
        </div>
      )}
    </div>
  );
}
