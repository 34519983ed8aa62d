import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { confirmAcknowledgement, undoAcknowledgement, type showWarning } from '@forewarn/api/warnings.ts';
import { Button } from '../components/button.tsx';
import { AnswerMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { answersQuery } from './member-queries.ts';
import { NotSent } from '../components/not-sent.tsx';
import styles from './member.module.css';

/** What was sent and what was answered, the newest first; what was taken back stays and is crossed out. */
export function AnswerHistory({ warning }: { readonly warning: CallOutput<typeof showWarning> }) {
  const { say } = useWords();
  const mayAnswer = useMay('answer-warnings');
  const queries = useQueryClient();
  const { acknowledgements } = useSuspenseQuery(answersQuery(warning.id)).data;
  const readAgain = () => queries.invalidateQueries({ queryKey: ['warnings'] });
  const params = (acknowledgementId: string) => ({ params: { id: warning.id, acknowledgementId } });
  const undo = useMutation({
    mutationFn: (id: string) => call(undoAcknowledgement, params(id)),
    onSuccess: () => tell(say('member.undone')),
    onSettled: readAgain,
  });
  const confirm = useMutation({
    mutationFn: (id: string) => call(confirmAcknowledgement, params(id)),
    onSuccess: () => tell(say('history.confirmed')),
    onSettled: readAgain,
  });
  return (
    <section aria-labelledby="history" className={styles['block']}>
      <h2 id="history">{say('history.title')}</h2>
      <ul className={styles['plain']}>
        {acknowledgements.map((one) => (
          <li key={one.id}>
            <span className={one.undoneAt === undefined ? undefined : styles['undone']}>
              <AnswerMark answer={one.answer} /> {one.itemKey} {one.why} {one.forwardedTo} {one.until}
            </span>
            <div className="soft">
              {one.answeredAs}, <Time at={one.answeredAt} />
              {one.abuseCheck !== undefined && ` · ${say(`member.abuse.${one.abuseCheck}`)}`}
              {one.undoneAt !== undefined && ` · ${say('history.undone')}`}
            </div>
            {one.remark !== undefined && <p className={styles['text']}>{one.remark}</p>}
            {one.undoneAt === undefined && !one.confirmed && <p>{say('history.unconfirmed')}</p>}
            {mayAnswer && one.undoneAt === undefined && warning.state === 'open' && (
              <div className={styles['row']}>
                {!one.confirmed && <Button onPress={() => confirm.mutate(one.id)}>{say('history.confirm')}</Button>}
                <Button look="quiet" onPress={() => undo.mutate(one.id)}>
                  {say('part.undo')}
                </Button>
              </div>
            )}
          </li>
        ))}
        {warning.versions
          .filter(({ releasedAt }) => releasedAt !== undefined)
          .toReversed()
          .map(({ version, kind, releasedAt = '' }) => (
            <li key={version}>
              {say(`history.version.${kind}`, { version })}
              <span className="soft">
                {' '}
                <Time at={releasedAt} />
              </span>
            </li>
          ))}
      </ul>
      <NotSent sending={undo} />
      <NotSent sending={confirm} />
    </section>
  );
}
