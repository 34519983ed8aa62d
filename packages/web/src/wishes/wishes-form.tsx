import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { isZone, WEEKDAYS, type Weekday } from '@forewarn/core/deliveries/local-time.ts';
import { URGENCIES } from '@forewarn/core/deliveries/urgency.ts';
import { PRODUCT_KINDS } from '@forewarn/core/products/catalogue/catalogue.ts';
import { Button } from '../components/button.tsx';
import { useWords } from '../lib/words.ts';
import { replayQuery, type ContactWishes, type Wishes } from './wishes-queries.ts';
import styles from './wishes.module.css';

const OFFICE = { days: WEEKDAYS.slice(0, 5), from: '08:00', until: '18:00' };
const WAYS = ['email', 'teams', 'push', 'sms', 'voice'] as const;
const SCORES = [4, 7, 9] as const;
const MATTERS = ['advisory', 'report', 'wave'] as const;
type Language = ContactWishes['language'];

/** Everything that can be wished, the three that most people want first; under it what the last month would have been. */
export function WishesForm({
  institutionId,
  contact,
  colleagues,
  onSave,
  children,
}: {
  readonly institutionId: string;
  readonly contact: ContactWishes;
  readonly colleagues: readonly ContactWishes[];
  readonly onSave: (wishes: Wishes, language: Language) => void;
  readonly children: ReactNode;
}) {
  const { say } = useWords();
  const [wishes, setWishes] = useState<Wishes>(contact.wishes);
  const [language, setLanguage] = useState<Language>(contact.language);
  const change = (some: Partial<Wishes>) => setWishes({ ...wishes, ...some });
  const isWhole = isComplete(wishes);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) onSave(wishes, language);
      }}
    >
      <Choice
        label={say('wishes.form.floor')}
        value={wishes.floor}
        options={URGENCIES.map((urgency) => [urgency, say(`wishes.form.floor.${urgency}`)])}
        onChange={(floor) => change({ floor: URGENCIES.find((one) => one === floor) ?? wishes.floor })}
      />
      <label className={styles['control']}>
        {say('wishes.form.bundle')}
        <input
          type="time"
          required
          value={wishes.bundle.at}
          onChange={({ target }) => change({ bundle: { ...wishes.bundle, at: target.value } })}
        />
      </label>
      <Holidays wishes={wishes} colleagues={colleagues} change={change} />
      <details>
        <summary>{say('wishes.form.more')}</summary>
        <div className={styles['form']}>
          <Days
            label={say('wishes.form.bundle-days')}
            days={wishes.bundle.days}
            onChange={(days) => change({ bundle: { ...wishes.bundle, days } })}
          />
          <HoursPart wishes={wishes} change={change} />
          <Ways wishes={wishes} change={change} />
          <Choice
            label={say('wishes.form.language')}
            value={language}
            options={[
              ['nl', say('wishes.form.language.nl')],
              ['en', say('wishes.form.language.en')],
            ]}
            onChange={(chosen) => setLanguage(chosen === 'en' ? 'en' : 'nl')}
          />
          <Choice
            label={say('wishes.form.severity')}
            value={String(wishes.severityMin ?? '')}
            options={[
              ['', say('wishes.form.severity.any')],
              ...SCORES.map((score) => [String(score), say(`wishes.form.severity.${score}`)] as const),
            ]}
            onChange={(score) => change({ severityMin: score === '' ? undefined : Number(score) })}
          />
          <TopicsPart wishes={wishes} change={change} />
          <Check label={say('wishes.form.end-of-week')} isOn={wishes.endOfWeek} onChange={(endOfWeek) => change({ endOfWeek })} />
          <label className={styles['control']}>
            {say('wishes.form.zone')}
            <input value={wishes.zone} maxLength={64} onChange={({ target }) => change({ zone: target.value })} />
          </label>
        </div>
      </details>
      {isWhole && <Replay institutionId={institutionId} contactId={contact.contactId} wishes={wishes} />}
      {children}
      <div className={styles['row']}>
        <Button look="main" type="submit" isDisabled={!isWhole}>
          {say('wishes.save')}
        </Button>
      </div>
    </form>
  );
}

function isComplete({ bundle, hours, away, topics, zone }: Wishes): boolean {
  return (
    isZone(zone) &&
    bundle.at !== '' &&
    bundle.days.length > 0 &&
    (hours === undefined || (hours.days.length > 0 && hours.from !== '' && hours.until !== '' && hours.from !== hours.until)) &&
    away.every(({ from, until }) => from !== '' && until !== '' && from <= until) &&
    (topics === undefined || topics.kinds.length + topics.suppliers.length + topics.matters.length > 0)
  );
}

type Part = { readonly wishes: Wishes; readonly change: (some: Partial<Wishes>) => void };

/** "3 berichten apart, en 12 in 5 dagberichten." */
function Replay({
  institutionId,
  contactId,
  wishes,
}: {
  readonly institutionId: string;
  readonly contactId: string;
  readonly wishes: Wishes;
}) {
  const { say } = useWords();
  const { data } = useQuery({ ...replayQuery(institutionId, contactId, wishes), placeholderData: keepPreviousData });
  return (
    <div className={styles['replay']} role="status">
      <h3>{say('replay.title')}</h3>
      {data !== undefined &&
        (data.atOnce + data.bundled === 0 ? (
          <p>{say('replay.none')}</p>
        ) : (
          <p>
            {say('replay.sentence', { count: data.atOnce, bundled: data.bundled, bundles: say('replay.bundles', { count: data.bundles }) })}{' '}
            {data.actNow > 0 && say('replay.act-now', { count: data.actNow })}
          </p>
        ))}
    </div>
  );
}

function Holidays({ wishes: { away }, colleagues, change }: Part & { readonly colleagues: readonly ContactWishes[] }) {
  const { say } = useWords();
  const put = (place: number, some: Partial<Wishes['away'][number]>) =>
    change({ away: away.map((one, index) => (index === place ? { ...one, ...some } : one)) });
  return (
    <fieldset className={styles['checks']}>
      <legend>{say('wishes.form.away')}</legend>
      <p className="soft">{say('wishes.form.away.help')}</p>
      {away.map((holiday, place) => (
        // oxlint-disable-next-line no-array-index-key -- a holiday has no other name than its place
        <div key={place} className={styles['row']}>
          <label className={styles['control']}>
            {say('wishes.form.away.from')}
            <input type="date" required value={holiday.from} onChange={({ target }) => put(place, { from: target.value })} />
          </label>
          <label className={styles['control']}>
            {say('wishes.form.away.until')}
            <input
              type="date"
              required
              min={holiday.from}
              value={holiday.until}
              onChange={({ target }) => put(place, { until: target.value })}
            />
          </label>
          <Choice
            label={say('wishes.form.away.stand-in')}
            value={holiday.standIn ?? ''}
            options={[['', say('wishes.form.away.nobody')], ...colleagues.map(({ contactId, contact }) => [contactId, contact] as const)]}
            onChange={(standIn) => put(place, { standIn: standIn === '' ? undefined : standIn })}
          />
          <Button look="quiet" onPress={() => change({ away: away.filter((_, index) => index !== place) })}>
            {say('wishes.form.away.remove')}
          </Button>
        </div>
      ))}
      <Button onPress={() => change({ away: [...away, { from: '', until: '' }] })}>{say('wishes.form.away.add')}</Button>
    </fieldset>
  );
}

function HoursPart({ wishes: { hours }, change }: Part) {
  const { say } = useWords();
  return (
    <div>
      <Check
        label={say('wishes.form.hours')}
        isOn={hours !== undefined}
        onChange={(isOn) => change({ hours: isOn ? OFFICE : undefined })}
      />
      {hours !== undefined && (
        <div className={styles['inset']}>
          <div className={styles['row']}>
            {(['from', 'until'] as const).map((end) => (
              <label key={end} className={styles['control']}>
                {say(`wishes.form.${end}`)}
                <input
                  type="time"
                  required
                  value={hours[end]}
                  onChange={({ target }) => change({ hours: { ...hours, [end]: target.value } })}
                />
              </label>
            ))}
          </div>
          <Days label={say('wishes.form.hours-days')} days={hours.days} onChange={(days) => change({ hours: { ...hours, days } })} />
        </div>
      )}
    </div>
  );
}

/** Two in order say what most people mean; who has more in order keeps the rest behind them. */
function Ways({ wishes: { channels }, change }: Part) {
  const { say } = useWords();
  const [first, second, ...rest] = channels;
  const options = (without?: string) =>
    WAYS.filter((way) => way !== without).map((way) => [way, say(`wishes.form.channel.${way}`)] as const);
  const set = (one: string, two: string) =>
    change({
      channels: WAYS.filter((way) => way === one).concat(
        WAYS.filter((way) => way === two && way !== one),
        WAYS.filter((way) => rest.includes(way) && way !== one && way !== two),
      ),
    });
  return (
    <div className={styles['row']}>
      <Choice
        label={say('wishes.form.channel')}
        value={first ?? ''}
        options={[['', say('wishes.form.channel.all')], ...options()]}
        onChange={(one) => (one === '' ? change({ channels: [] }) : set(one, second ?? ''))}
      />
      {first !== undefined && (
        <Choice
          label={say('wishes.form.second')}
          value={second ?? ''}
          options={[['', say('wishes.form.second.none')], ...options(first)]}
          onChange={(two) => set(first, two)}
        />
      )}
    </div>
  );
}

function TopicsPart({ wishes: { topics }, change }: Part) {
  const { say } = useWords();
  const id = useId();
  const toggled = <Word extends string>(list: readonly Word[], word: Word, isOn: boolean) =>
    isOn ? [...list, word] : list.filter((one) => one !== word);
  const isEmpty = topics !== undefined && topics.kinds.length + topics.suppliers.length + topics.matters.length === 0;
  return (
    <div>
      <Check
        label={say('wishes.form.topics')}
        isOn={topics !== undefined}
        onChange={(isOn) => change({ topics: isOn ? { kinds: [], suppliers: [], matters: [] } : undefined })}
      />
      {topics !== undefined && (
        <div className={styles['inset']}>
          {isEmpty && <p role="alert">{say('wishes.form.topics.empty')}</p>}
          <fieldset className={styles['checks']}>
            <legend>{say('wishes.form.topics.matters')}</legend>
            {MATTERS.map((matter) => (
              <Check
                key={matter}
                label={say(`wishes.form.matter.${matter}`)}
                isOn={topics.matters.includes(matter)}
                onChange={(isOn) => change({ topics: { ...topics, matters: toggled(topics.matters, matter, isOn) } })}
              />
            ))}
          </fieldset>
          <fieldset className={styles['checks']}>
            <legend>{say('wishes.form.topics.kinds')}</legend>
            {PRODUCT_KINDS.map((kind) => (
              <Check
                key={kind}
                label={say(`wishes.form.kind.${kind}`)}
                isOn={topics.kinds.includes(kind)}
                onChange={(isOn) => change({ topics: { ...topics, kinds: toggled(topics.kinds, kind, isOn) } })}
              />
            ))}
          </fieldset>
          <label className={styles['control']}>
            {say('wishes.form.topics.suppliers')}
            <textarea
              rows={3}
              aria-describedby={id}
              defaultValue={topics.suppliers.join('\n')}
              onChange={({ target }) =>
                change({
                  topics: {
                    ...topics,
                    suppliers: target.value
                      .split('\n')
                      .map((line) => line.trim())
                      .filter((line) => line !== ''),
                  },
                })
              }
            />
          </label>
          <span id={id} className="soft">
            {say('wishes.form.topics.suppliers.help')}
          </span>
        </div>
      )}
    </div>
  );
}

function Days({
  label,
  days,
  onChange,
}: {
  readonly label: string;
  readonly days: readonly Weekday[];
  readonly onChange: (days: Weekday[]) => void;
}) {
  const { say } = useWords();
  return (
    <fieldset className={styles['checks']}>
      <legend>{label}</legend>
      <div className={styles['days']}>
        {WEEKDAYS.map((day) => (
          <Check
            key={day}
            label={say(`day.${day}`)}
            isOn={days.includes(day)}
            onChange={(isOn) => onChange(WEEKDAYS.filter((one) => (one === day ? isOn : days.includes(one))))}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Check({ label, isOn, onChange }: { readonly label: string; readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  return (
    <label className={styles['check']}>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className={styles['control']}>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
