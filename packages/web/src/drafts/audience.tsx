import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CERTAINTIES, type Certainty } from '@forewarn/core/matching/match.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Field } from '../components/field.tsx';
import { CertaintyMark, UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { DraftForm } from './draft-form.ts';
import { previewedQuery, type Preview } from './draft-queries.ts';
import styles from './draft.module.css';

/** More rows than this nobody reads; the field above finds the rest. */
const SHOWN_MAX = 60;

type Chosen = DraftForm['audience'];
type Row = Preview['institutions'][number];

/** Who hears of the draft, exactly: by reason, certainty, urgency and channel; who does not, and why; and leaving somebody out. */
export function Audience({
  preview,
  audience,
  onChange,
}: {
  readonly preview: Preview;
  readonly audience: Chosen;
  readonly onChange: (audience: Chosen) => void;
}) {
  const { say, language } = useWords();
  const [filter, setFilter] = useState('');
  const [leaving, leave] = useState<Row>();
  const name = filter.trim();
  const isMeant = ({ institution }: { readonly institution: string }) => institution.toLowerCase().includes(name.toLowerCase());
  const { data: named } = useQuery(previewedQuery(preview, name));
  const listed = (named ?? preview).institutions.filter(isMeant);
  const told = listed.filter(({ decision }) => decision !== 'stay-silent');
  const silent = listed.filter(({ decision }) => decision === 'stay-silent');
  const silentInAll = Object.values(preview.counts.bySilence).reduce((sum, count) => sum + count, 0);
  const include = (id: string) =>
    onChange({ ...audience, excluded: audience.excluded.filter(({ institutionId }) => institutionId !== id) });
  return (
    <section>
      <h2>{say('audience.title')}</h2>
      <Certainties chosen={audience.certainties} onChange={(certainties) => onChange({ ...audience, certainties })} />
      {preview.counts.told === 0 && <EmptyState what={say('audience.nobody')} next={say('audience.nobody.next')} />}
      <Counts preview={preview} />
      <input
        className={styles['filter']}
        type="search"
        aria-label={say('audience.filter')}
        placeholder={say('audience.filter')}
        value={filter}
        onChange={({ target }) => setFilter(target.value)}
      />
      <details open>
        <summary>{say('audience.who', { count: preview.counts.told })}</summary>
        <ul className={styles['who']}>
          {shown(told).map((row) => (
            <li key={row.institutionId}>
              <span>
                <UrgencyMark urgency={row.urgency} quiet /> {row.institution} <CertaintyMark certainty={row.certainty} />
              </span>
              <Button look="quiet" aria-label={say('audience.exclude', { name: row.institution })} onPress={() => leave(row)}>
                {say('audience.exclude.short')}
              </Button>
              <span className="soft">
                {reasonsOf(row, language)}
                <Waiting row={row} />
              </span>
            </li>
          ))}
        </ul>
        <More count={(name === '' ? preview.counts.told : told.length) - SHOWN_MAX} />
      </details>
      {silentInAll > 0 && (
        <details>
          <summary>{say('audience.silent', { count: silentInAll })}</summary>
          <ul className={styles['who']}>
            {shown(silent).map((row) => (
              <li key={row.institutionId}>
                <span>{row.institution}</span>
                {row.because === 'excluded' && (
                  <Button
                    look="quiet"
                    aria-label={say('audience.include', { name: row.institution })}
                    onPress={() => include(row.institutionId)}
                  >
                    {say('audience.include.short')}
                  </Button>
                )}
                <span className="soft">{row.because !== undefined && words(language)(`silence.${row.because as 'excluded'}`)}</span>
              </li>
            ))}
          </ul>
          <More count={(name === '' ? silentInAll : silent.length) - SHOWN_MAX} />
        </details>
      )}
      <Others title={say('audience.unreachable', { count: preview.counts.unreachable })} rows={preview.unreachable.filter(isMeant)} />
      <Others
        title={say('audience.not-known', { count: preview.counts.notKnown })}
        rows={preview.notKnown
          .filter(isMeant)
          .map(({ institutionId, institution, because }) => ({ institutionId, institution, because: say(`audience.${because}`) }))}
      />
      {leaving !== undefined && (
        <Leave
          row={leaving}
          onClose={() => leave(undefined)}
          onLeave={(because) =>
            onChange({ ...audience, excluded: [...audience.excluded, { institutionId: leaving.institutionId, because }] })
          }
        />
      )}
    </section>
  );
}

function Certainties({ chosen, onChange }: { readonly chosen: readonly Certainty[]; readonly onChange: (chosen: Certainty[]) => void }) {
  const { say } = useWords();
  return (
    <fieldset className={styles['group']}>
      <legend>{say('audience.certainties')}</legend>
      <div className={styles['choices']}>
        {CERTAINTIES.map((one) => (
          <label key={one} className={styles['choice']}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              disabled={chosen.length === 1 && chosen.includes(one)}
              onChange={() => onChange(CERTAINTIES.filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other))))}
            />
            <CertaintyMark certainty={one} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Whose message goes with their daily bundle, and when: they do not hear at once. */
function Waiting({ row }: { readonly row: Row }) {
  const { say } = useWords();
  return row.contacts.flatMap(({ name, heldUntil }) =>
    heldUntil === undefined
      ? []
      : [
          <span key={name}>
            {' '}
            · {say('audience.held', { name })} <Time at={heldUntil} />
          </span>,
        ],
  );
}

function Counts({ preview: { counts } }: { readonly preview: Preview }) {
  const { say, language } = useWords();
  const tables: readonly (readonly [title: PlainKey, rows: Readonly<Record<string, number>>, word: (key: string) => string])[] = [
    ['audience.by-urgency', counts.byUrgency, (key) => say(`urgency.${key as 'act-now'}`)],
    ['audience.by-certainty', counts.byCertainty, (key) => say(`certainty.${key as 'certain'}`)],
    ['audience.by-reason', counts.byReason, (key) => words(language)(`reason.${key as 'sector'}`)],
    ['audience.by-channel', counts.byChannel, (key) => say(`audience.channel.${key as 'email'}`)],
  ];
  return (
    <div className={styles['counts']} role="group" aria-label={say('audience.counts')}>
      {tables.map(([title, rows, word]) => (
        <div key={title}>
          <h3>{say(title)}</h3>
          <ul>
            {Object.entries(rows).map(([key, count]) => (
              <li key={key}>
                <span>{word(key)}</span>
                <strong>{count}</strong>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Others({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly { readonly institutionId: string; readonly institution: string; readonly because: string }[];
}) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul className={styles['who']}>
        {shown(rows).map(({ institutionId, institution, because }) => (
          <li key={institutionId}>
            <span>{institution}</span>
            <span className="soft">{because}</span>
          </li>
        ))}
      </ul>
      <More count={rows.length - SHOWN_MAX} />
    </details>
  );
}

function Leave({
  row,
  onClose,
  onLeave,
}: {
  readonly row: Row;
  readonly onClose: () => void;
  readonly onLeave: (because: string) => void;
}) {
  const { say } = useWords();
  const [because, setBecause] = useState('');
  return (
    <Dialog title={say('audience.exclude.title', { name: row.institution })} isOpen onClose={onClose}>
      <form
        className={styles['writing']}
        onSubmit={(event) => {
          event.preventDefault();
          onLeave(because.trim());
          onClose();
        }}
      >
        <Field label={say('audience.exclude.why')} isRequired autoFocus maxLength={500} value={because} onChange={setBecause} />
        <div>
          <Button look="main" type="submit" isDisabled={because.trim() === ''}>
            {say('audience.exclude.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function More({ count }: { readonly count: number }) {
  const { say } = useWords();
  return count > 0 ? <p className="soft">{say('audience.more', { count })}</p> : null;
}

function shown<One>(rows: readonly One[]): readonly One[] {
  return rows.slice(0, SHOWN_MAX);
}

function reasonsOf({ reasons }: Row, language: Language): string {
  const say = words(language);
  const lines = reasons.map(({ reason, product, supplier, version }) =>
    [say(`reason.${reason}`), [supplier, product, version].filter(Boolean).join(' ')].filter((part) => part !== '').join(': '),
  );
  return [...new Set(lines)].slice(0, 3).join(' · ');
}
