import type { SubmitEvent } from 'react';
import { Button } from '../components/button.tsx';
import { useMay } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { FILTER_NAMES, FILTERS, readFilter, type AdvisoryFilter, type AdvisorySearch, type FilterName } from './advisory-search.ts';
import styles from './advisory.module.css';

type Filters = { readonly [name in FilterName]?: string };

/** What the list is filtered by: folded away, each that is set as a button that takes it away. */
export function AdvisoryFilters({ search, onChange }: { readonly search: AdvisorySearch; readonly onChange: (filters: Filters) => void }) {
  const { say } = useWords();
  const isDesk = useMay('read-sources-of-advisories');
  const set = FILTER_NAMES.filter((name) => search[name] !== undefined);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    onChange(Object.fromEntries(FILTER_NAMES.map((name) => [name, readFilter(FILTERS[name], given.get(name))])));
  };
  return (
    <>
      <details className={styles['filters']}>
        <summary>{say('advisories.filters')}</summary>
        <form onSubmit={submit}>
          {/* Drawn anew where the address is another: what stands in it is what holds. The buttons stay, and with them the focus. */}
          <div key={JSON.stringify(FILTER_NAMES.map((name) => search[name]))} className={styles['fields']}>
            {FILTER_NAMES.filter((name) => isDesk || !isForDesk(FILTERS[name])).map((name) => (
              <label key={name}>
                {say(FILTERS[name].word)}
                <FilterInput name={name} filter={FILTERS[name]} value={search[name]} />
              </label>
            ))}
          </div>
          <div className={styles['choices']}>
            <Button type="submit" look="main">
              {say('advisories.filter')}
            </Button>
            {set.length > 0 && <Button onPress={() => onChange(NONE)}>{say('advisories.filters.none')}</Button>}
          </div>
        </form>
      </details>
      {set.length > 0 && (
        <ul className={styles['set']} aria-label={say('advisories.filters.set')}>
          {set.map((name) => (
            <li key={name}>
              <Button onPress={() => onChange({ [name]: undefined })}>
                {say(FILTERS[name].word)}: {saidOf(FILTERS[name], search[name] ?? '', say)} <span aria-hidden>×</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const NONE: Filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));

function isForDesk(filter: AdvisoryFilter): boolean {
  return filter.for === 'desk';
}

/** A value as the reader reads it. */
function saidOf(filter: AdvisoryFilter, value: string, say: (key: PlainKey) => string): string {
  if (filter.kind === 'yes-no') return say(value === 'true' ? 'advisories.yes' : 'advisories.no');
  const key = filter.kind === 'choice' ? filter.says?.[value] : undefined;
  return key === undefined ? value : say(key);
}

function FilterInput({
  name,
  filter,
  value,
}: {
  readonly name: FilterName;
  readonly filter: AdvisoryFilter;
  readonly value: string | undefined;
}) {
  const { say } = useWords();
  switch (filter.kind) {
    case 'choice':
    case 'yes-no':
      return (
        <select name={name} defaultValue={value ?? ''}>
          <option value="">{say('advisories.any')}</option>
          {filter.kind === 'choice' ? (
            filter.choices.map((choice) => (
              <option key={choice} value={choice}>
                {saidOf(filter, choice, say)}
              </option>
            ))
          ) : (
            <>
              <option value="true">{say('advisories.yes')}</option>
              <option value="false">{say('advisories.no')}</option>
            </>
          )}
        </select>
      );
    case 'day':
      return <input name={name} type="date" defaultValue={value} />;
    case 'number':
      return <input name={name} type="number" min={0} max={10} step={0.1} defaultValue={value} />;
    case 'cve':
      return (
        <input name={name} defaultValue={value} pattern="[Cc][Vv][Ee]-[0-9]{4}-[0-9]{4,19}" maxLength={28} placeholder="CVE-2026-12345" />
      );
    case 'text':
      return <input name={name} defaultValue={value} maxLength={300} />;
  }
}
