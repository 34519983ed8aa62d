import { confirmAcknowledgement, undoAcknowledgement } from '@forewarn/api/warnings.ts';
import { Button } from '../components/button.tsx';
import { AnswerMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { BoardAct } from './board-act.ts';
import type { Concerned } from './board-queries.ts';
import styles from './board.module.css';

/** What the institution answered last, to be confirmed or taken back for it. */
export function GivenAnswer({ concerned, warningId, onAct }: { readonly concerned: Concerned; readonly warningId: string } & BoardAct) {
  const { say } = useWords();
  const mayAnswer = useMay('answer-warnings');
  const answer = concerned.acknowledgement;
  if (answer === undefined) return null;
  const params = { id: warningId, acknowledgementId: answer.id };
  return (
    <section>
      <h3>{say('call.answer')}</h3>
      <p>
        <AnswerMark answer={answer.answer} /> {answer.answeredAs}, <Time at={answer.answeredAt} />
      </p>
      {answer.abuseCheck !== undefined && <p>{say(`call.abuse.${answer.abuseCheck}`)}</p>}
      {[answer.why, answer.remark].map((said) => said !== undefined && <p key={said}>{said}</p>)}
      {mayAnswer && (
        <div className={styles['outcomes']}>
          {!answer.confirmed && (
            <Button
              onPress={() =>
                void onAct(async () => {
                  await call(confirmAcknowledgement, { params });
                  tell(say('call.confirmed'));
                })
              }
            >
              {say('call.confirm')}
            </Button>
          )}
          <Button
            onPress={() =>
              void onAct(async () => {
                await call(undoAcknowledgement, { params });
                tell(say('call.undone'));
              })
            }
          >
            {say('call.undo')}
          </Button>
        </div>
      )}
    </section>
  );
}
