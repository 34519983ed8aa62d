import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { assignOpenPoints, type listOpenPoints } from '@forewarn/api/open-points.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { AnswerMark, CertaintyMark, UrgencyMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay, useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { AnswerForm } from './answer-form.tsx';
import { AtDesk } from './at-desk.tsx';
import { BoardSentence } from './board-sentence.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { openPointsQuery, ownInstitutionQuery } from './member-queries.ts';
import { NotApplicable } from './not-applicable.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { SendToDesk } from './send-to-desk.tsx';
import { useAnswerPoints } from './use-answer-points.ts';
import styles from './member.module.css';

type Point = CallOutput<typeof listOpenPoints>['points'][number];

/** "Onze openstaande punten": what is open, the most urgent and important first; assigned and answered for several at once. */
export function OpenPointsPage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  return institutionId === undefined ? (
    <EmptyState isPage what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <Points institutionId={institutionId} />
  );
}

function Points({ institutionId }: { readonly institutionId: string }) {
  const { say, language } = useWords();
  const { points, counts, boardSentences, hasServiceDesk } = useSuspenseQuery(openPointsQuery(language)).data;
  const mayAnswer = useMay('answer-warnings');
  const [chosen, choose] = useState<readonly string[]>([]);
  const picked = points.filter(({ id }) => chosen.includes(id));
  const sentence = [
    counts.open === 0 ? say('points.none') : say('points.sentence', { count: counts.open }),
    ...(counts.asksYou === 0 ? [] : [say('points.asks', { count: counts.asksYou })]),
    ...(counts.overdue === 0 ? [] : [say('points.late', { count: counts.overdue })]),
  ].join(' ');
  const given = picked.map(({ warningId, line }) => ({ warningId, ...(line === undefined ? {} : { line }) }));
  const send = useAnswerPoints(given.map((one, place) => ({ ...one, version: picked[place]?.version })));
  return (
    <div className={styles['screen']}>
      <PageSentence title={say('points.title')}>{sentence}</PageSentence>
      {points.length === 0 ? (
        <EmptyState what={say('points.none')} next={say('home.nothing.why')} />
      ) : (
        <>
          <ExportButtons />
          <PointTable
            points={points}
            chosen={chosen}
            onChoose={mayAnswer ? (id, is) => choose(is ? [...chosen, id] : chosen.filter((one) => one !== id)) : undefined}
            onChooseAll={(is) => choose(is ? points.map(({ id }) => id) : [])}
          />
          {mayAnswer && picked.length === 0 && <p className="soft">{say('points.choose')}</p>}
          {mayAnswer && picked.length > 0 && (
            <section aria-labelledby="chosen" className={styles['block']}>
              <h2 id="chosen">{say('points.chosen', { count: picked.length })}</h2>
              <Suspense fallback={<Loading />}>
                <Assign institutionId={institutionId} points={given} />
              </Suspense>
              {hasServiceDesk && <SendToDesk points={given} />}
              <AnswerForm name="open-points" count={given.length} send={send} onDone={() => choose([])} />
            </section>
          )}
          <section aria-labelledby="for-board" className={styles['block']}>
            <h2 id="for-board">{say('board.title')}</h2>
            {boardSentences.map(({ warningId, sentence: one }) => (
              <BoardSentence key={warningId} sentence={one} />
            ))}
          </section>
        </>
      )}
      <NotApplicable />
    </div>
  );
}

function PointTable({
  points,
  chosen,
  onChoose,
  onChooseAll,
}: {
  readonly points: readonly Point[];
  readonly chosen: readonly string[];
  readonly onChoose?: (id: string, isChosen: boolean) => void;
  readonly onChooseAll: (isChosen: boolean) => void;
}) {
  const { say } = useWords();
  return (
    <div className={`${styles['table'] ?? ''} ${styles['points'] ?? ''}`} role="region" aria-label={say('points.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {onChoose !== undefined && (
              <th scope="col">
                <input
                  type="checkbox"
                  className={styles['check']}
                  aria-label={say('points.choose-all')}
                  checked={chosen.length === points.length}
                  onChange={({ target }) => onChooseAll(target.checked)}
                />
              </th>
            )}
            <th scope="col">{say('points.what')}</th>
            <th scope="col">{say('points.urgency')}</th>
            <th scope="col">{say('points.importance')}</th>
            <th scope="col">{say('points.owner')}</th>
            <th scope="col">{say('points.deadline')}</th>
            <th scope="col">{say('points.age')}</th>
            <th scope="col">{say('points.state')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <PointRow key={point.id} point={point} isChosen={chosen.includes(point.id)} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PointRow({
  point,
  isChosen,
  onChoose,
}: {
  readonly point: Point;
  readonly isChosen: boolean;
  readonly onChoose?: (id: string, isChosen: boolean) => void;
}) {
  const { say } = useWords();
  const { id, warningId, reference, title, urgency, certainty, because, product, item, state, answer, assignment, deadlineAt, atDesk } =
    point;
  const name = title ?? say('member.withheld', { reference });
  const importance = item?.importance;
  return (
    <tr>
      {onChoose !== undefined && (
        <td>
          <input
            type="checkbox"
            className={styles['check']}
            aria-label={`${name} ${product ?? ''}`}
            checked={isChosen}
            onChange={({ target }) => onChoose(id, target.checked)}
          />
        </td>
      )}
      <td>
        <Link to="/home/$warning" params={{ warning: warningId }}>
          {name}
        </Link>
        {product !== undefined && (
          <div>
            <strong>
              {product} {item?.installedVersion}
            </strong>
          </div>
        )}
        <div className="soft">{because}</div>
      </td>
      <td>
        <UrgencyMark urgency={urgency} />
        <div>
          <CertaintyMark certainty={certainty} />
        </div>
      </td>
      <td>{say(importance === undefined ? 'importance.unknown' : `importance.${IMPORTANCE[importance - 1] ?? '4'}`)}</td>
      <td>{assignment?.name ?? item?.owner ?? say('points.nobody')}</td>
      <td>
        {deadlineAt !== undefined && <Time at={deadlineAt} as="table" />}
        {point.isOverdue && (
          <div>
            <strong>{say('points.overdue')}</strong>
          </div>
        )}
      </td>
      <td className="number">{ageWords(point.ageHours, say)}</td>
      <td>
        {(answer === undefined || state !== 'in-progress') && <div>{say(`point.${state}`)}</div>}
        {answer !== undefined && <AnswerMark answer={answer.answer} />}
        {atDesk !== undefined && <AtDesk at={atDesk} />}
      </td>
    </tr>
  );
}

const IMPORTANCE = ['1', '2', '3', '4'] as const;
const HOURS_OF_DAY = 24;

function ageWords(hours: number, say: ReturnType<typeof useWords>['say']): string {
  return hours < 2 * HOURS_OF_DAY ? say('points.hours', { count: hours }) : say('points.days', { count: Math.floor(hours / HOURS_OF_DAY) });
}

/** Gives points to a colleague: a contact of the institution, or nobody any more. */
function Assign({
  institutionId,
  points,
}: {
  readonly institutionId: string;
  readonly points: readonly { readonly warningId: string; readonly line?: string }[];
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { contacts } = useSuspenseQuery(ownInstitutionQuery(institutionId)).data;
  const [contactId, choose] = useState('');
  const assign = useMutation({
    mutationFn: () => call(assignOpenPoints, { body: { points: [...points], ...(contactId === '' ? {} : { contactId }) } }),
    onSuccess: ({ assigned, to }) =>
      tell(to === undefined ? say('assign.nobody', { count: assigned }) : say('assign.done', { count: assigned, name: to })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['warnings'] }),
  });
  return (
    <div className={styles['row']}>
      <label htmlFor="assign-to">{say('assign.to')}</label>
      <select id="assign-to" value={contactId} onChange={({ target }) => choose(target.value)}>
        <option value="">{say('points.nobody')}</option>
        {contacts.map(({ id, name, role }) => (
          <option key={id} value={id}>
            {name} ({say(`contact-role.${role}`)})
          </option>
        ))}
      </select>
      <Button isDisabled={assign.isPending} onPress={() => assign.mutate()}>
        {say('assign.do')}
      </Button>
      <NotSent sending={assign} />
    </div>
  );
}
