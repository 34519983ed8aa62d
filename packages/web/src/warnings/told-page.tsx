import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { listOpenPoints } from '@forewarn/api/open-points.ts';
import type { showWarning } from '@forewarn/api/warnings.ts';
import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import { AnswerMark, CertaintyMark, TlpMark, UrgencyMark } from '../components/marks.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMay, useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { AnswerForm, Choice } from './answer-form.tsx';
import { AnswerHistory } from './answer-history.tsx';
import { AtDesk } from './at-desk.tsx';
import { BoardSentence } from './board-sentence.tsx';
import { answersQuery, openPointsQuery, warningQuery } from './member-queries.ts';
import { useAnswerPoints } from './use-answer-points.ts';
import styles from './member.module.css';

type Warning = CallOutput<typeof showWarning>;
type Reason = NonNullable<Warning['concerns']>['reasons'][number];
type Points = CallOutput<typeof listOpenPoints>['points'];

const READERS = ['short', 'it', 'board'] as const;
type Reader = (typeof READERS)[number];

/** One warning as a member reads it: for whom the reader wants it, why it was told, what to do, and the answer. The desk has its board. */
export function ToldPage() {
  const { warning: id } = useParams({ from: '/home/$warning' });
  return useSession().kind === 'cert' ? <Navigate to="/open-warnings/$id" params={{ id }} replace /> : <Told id={id} />;
}

function Told({ id }: { readonly id: string }) {
  const { say, language } = useWords();
  const warning = useSuspenseQuery(warningQuery(id, language)).data;
  const { points: real, drillPoints, boardSentences } = useSuspenseQuery(openPointsQuery(language)).data;
  const [reader, choose] = useReader();
  const points = (warning.isDrill === true ? drillPoints : real).filter(({ warningId }) => warningId === id);
  const version = warning.versions.find((one) => one.version === warning.releasedVersion) ?? warning.versions.at(-1);
  const text = version?.texts[language] ?? version?.texts.nl;
  const textLanguage = language === 'en' && version?.texts.en !== undefined ? 'en' : 'nl';
  const title = text?.title ?? say('member.withheld', { reference: warning.reference });
  const { concerns } = warning;
  return (
    <div className={styles['screen']}>
      <PageSentence title={title} isDrill={warning.isDrill}>
        {title}
      </PageSentence>
      <p className={styles['row']}>
        <UrgencyMark urgency={concerns?.urgency ?? version?.urgency ?? 'for-information'} />
        <span className="soft">{warning.reference}</span>
        {version?.releasedAt !== undefined && (
          <span className="soft">
            <Time at={version.releasedAt} />
          </span>
        )}
        <TlpMark label={concerns?.label ?? version?.tlp ?? 'RED'} />
      </p>
      <p>
        <strong>{say(stateWord(warning, points))}</strong>
      </p>
      {concerns !== undefined && <p>{concerns.because}</p>}
      {warning.state === 'open' && text?.whatChanged !== undefined && warning.releasedVersion > 1 && (
        <p className={styles['sentence']}>{say('told.changed', { what: text.whatChanged })}</p>
      )}
      <Choice
        legend={say('told.reader')}
        name="reader"
        values={READERS}
        chosen={reader}
        word={(one) => say(`told.reader.${one}`)}
        onChoose={choose}
      />
      {text !== undefined && (
        <div lang={textLanguage} className={styles['thing']}>
          {reader === 'board' ? (
            <>
              <BoardSentence sentence={boardSentences.find(({ warningId }) => warningId === id)?.sentence ?? text.summary} />
              {text.careImpact !== undefined && <p className={styles['text']}>{text.careImpact}</p>}
            </>
          ) : (
            <>
              <p className={styles['text']}>{text.summary}</p>
              {text.careImpact !== undefined && <p className={styles['text']}>{text.careImpact}</p>}
              {reader === 'it' && text.technical !== undefined && <p className={styles['text']}>{text.technical}</p>}
              <Steps steps={points[0]?.steps ?? text.actions} />
            </>
          )}
        </div>
      )}
      {reader === 'it' && concerns !== undefined && <Reasons reasons={concerns.reasons} />}
      <Answers warning={warning} points={points} abuseQuestion={text?.abuseCheck} />
      <AnswerHistory warning={warning} />
    </div>
  );
}

function stateWord({ state }: Warning, points: Points) {
  if (state === 'withdrawn') return 'told.withdrawn';
  if (state !== 'open') return 'told.closed';
  if (points.some(({ asksYou }) => asksYou)) return 'told.asks';
  return points.length > 0 ? 'told.in-progress' : 'told.nothing-left';
}

/** Kept in the address; at first the text for whom the reader is. */
function useReader(): [Reader, (reader: Reader) => void] {
  const { reader } = useSearch({ from: '/home/$warning' });
  const navigate = useNavigate({ from: '/home/$warning' });
  const session = useSession();
  const roles = session.kind === 'nobody' ? [] : session.roles;
  const own = roles.includes('board') ? 'board' : roles.includes('ciso') || roles.includes('medical-technology') ? 'it' : 'short';
  return [reader ?? own, (chosen) => void navigate({ search: { reader: chosen }, replace: true })];
}

type Step = { readonly text: string; readonly role?: string; readonly dueAt?: string; readonly withinHours?: number };

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const { say } = useWords();
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{say('told.steps')}</h2>
      <ol className={styles['steps']}>
        {steps.map(({ text, role, dueAt, withinHours }) => (
          <li key={text}>
            {text}
            <span className="soft">
              {role !== undefined && ` ${say(`contact-role.${role as ContactRole}`)}.`}
              {dueAt !== undefined && (
                <>
                  {' '}
                  {say('told.by')} <Time at={dueAt} />.
                </>
              )}
              {dueAt === undefined && withinHours !== undefined && ` ${say('told.within', { count: withinHours })}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Which lines of the inventory, how sure, and what their makers advise. */
function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { say } = useWords();
  return (
    <section aria-labelledby="reasons" className={styles['block']}>
      <h2 id="reasons">{say('told.reasons')}</h2>
      <ul className={styles['plain']}>
        {reasons.map((reason) => (
          <li key={`${reason.inventory ?? ''} ${reason.item ?? ''} ${reason.reason}`}>
            <strong>{[reason.supplier, reason.product, reason.version].filter(Boolean).join(' ')}</strong>{' '}
            <CertaintyMark certainty={reason.certainty} />
            <span className="soft"> {[reason.inventory, reason.item].filter(Boolean).join(' · ')}</span>
            {reason.remediations.map(({ category, details, url }) => (
              <p key={category + details} lang="en">
                {details}{' '}
                {url?.startsWith('https://') === true && (
                  <a href={url} rel="noreferrer noopener">
                    {new URL(url).host}
                  </a>
                )}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The answer for each line of the inventory, with all together above them, and the form. Lines that are done with are not asked again. */
function Answers({
  warning,
  points,
  abuseQuestion,
}: {
  readonly warning: Warning;
  readonly points: Points;
  readonly abuseQuestion?: string;
}) {
  const { say } = useWords();
  const mayAnswer = useMay('answer-warnings');
  const { acknowledgements } = useSuspenseQuery(answersQuery(warning.id)).data;
  const lines = linesOf(warning.concerns?.reasons ?? [], points);
  const [left, leave] = useState<readonly string[]>([]);
  const standing = (key?: string) =>
    acknowledgements.find((one) => one.undoneAt === undefined && (one.itemKey === key || one.itemKey === undefined));
  const open = lines.flatMap(({ point }) => point?.line ?? []);
  const chosen = open.filter((line) => !left.includes(line));
  const answered = lines.filter(({ key }) => standing(key) !== undefined).length;
  const whole = standing();
  const read = { warningId: warning.id, version: warning.releasedVersion };
  const send = useAnswerPoints(open.length > 1 && chosen.length < open.length ? chosen.map((line) => ({ ...read, line })) : [read]);
  return (
    <section aria-labelledby="answers" className={styles['block']}>
      <h2 id="answers">{say('told.answers')}</h2>
      {lines.length > 1 && <p>{say('told.answered-of', { answered, count: lines.length })}</p>}
      {lines.length === 0 && whole !== undefined && <AnswerMark answer={whole.answer} />}
      {lines.map(({ key, name, point }) => (
        <div key={key} className={styles['line']}>
          {mayAnswer && open.length > 1 && point?.line !== undefined ? (
            <label>
              <input
                type="checkbox"
                checked={!left.includes(point.line)}
                onChange={({ target }) => leave(target.checked ? left.filter((one) => one !== point.line) : [...left, point.line ?? ''])}
              />
              {name}
            </label>
          ) : (
            <span>{name}</span>
          )}
          <AnswerMark answer={standing(key)?.answer ?? 'silent'} />
          {point !== undefined && point.state !== 'to-answer' && <span className="soft">{say(`point.${point.state}`)}</span>}
          {point?.atDesk !== undefined && <AtDesk at={point.atDesk} />}
        </div>
      ))}
      {mayAnswer && warning.state === 'open' && (
        <AnswerForm
          key={warning.id}
          name={warning.id}
          abuseQuestion={abuseQuestion}
          count={open.length > 1 ? chosen.length : 1}
          send={send}
        />
      )}
    </section>
  );
}

type Line = { readonly key: string; readonly name: string; readonly point?: Points[number] };

/** Each line that the reasons name, with its open point where it is not done with. */
function linesOf(reasons: readonly Reason[], points: Points): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const { item, supplier, product, version } of reasons)
    if (item !== undefined)
      lines.set(item, {
        key: item,
        name: [supplier, product ?? item, version].filter(Boolean).join(' '),
        point: points.find((one) => one.item?.key === item),
      });
  return [...lines.values()];
}
