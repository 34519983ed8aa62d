import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ADVISORY_SORTS, DESCENDING_SORTS, type AdvisorySort } from '@forewarn/api/advisories.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Loading } from '../components/loading.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import { AdvisoryFilters } from './advisory-filters.tsx';
import { advisoriesQuery, type ListedAdvisory } from './advisory-queries.ts';
import { FILTER_NAMES, type AdvisorySearch } from './advisory-search.ts';
import styles from './advisory.module.css';

/** The columns that are sorted by at their heading; the rest is in the list beside the search. */
const COLUMNS: readonly (readonly [sort: AdvisorySort, word: PlainKey])[] = [
  ['title', 'advisories.column.title'],
  ['publisher', 'advisories.column.publisher'],
  ['severity', 'advisories.column.severity'],
  ['released', 'advisories.column.released'],
  ['read', 'advisories.column.read'],
];

/** What publishers said: searched, filtered and sorted by what stands in the address (CSAF 2.1, clause 12). */
export function AdvisoriesPage() {
  const { say } = useWords();
  const search = useSearch({ from: '/advisories' });
  const navigate = useNavigate();
  const go = (change: Partial<AdvisorySearch>) =>
    void navigate({ to: '/advisories', search: { ...search, ...change }, replace: true, resetScroll: false });
  const pages = useInfiniteQuery(advisoriesQuery(search));
  const rows = pages.data?.pages.flatMap(({ advisories }) => advisories) ?? [];
  const sort = search.sort ?? 'read';
  const order = search.order ?? (DESCENDING_SORTS.has(sort) ? 'descending' : 'ascending');
  const isAsked = search.text !== undefined || FILTER_NAMES.some((name) => search[name] !== undefined);
  const sortBy = (by: AdvisorySort) => {
    const turned = order === 'ascending' ? 'descending' : 'ascending';
    go({ sort: by === 'read' ? undefined : by, order: by === sort ? turned : undefined });
  };
  return (
    <>
      <PageSentence title={say('advisories.title')}>
        {pages.hasNextPage
          ? say('advisories.sentence.first', { count: rows.length })
          : say(isAsked ? 'advisories.sentence.found' : 'advisories.sentence', { count: rows.length })}
      </PageSentence>
      <div className={styles['search-row']}>
        <input
          className={styles['search']}
          type="search"
          aria-label={say('advisories.search')}
          placeholder={say('advisories.search')}
          value={search.text ?? ''}
          maxLength={200}
          onChange={({ target }) => go({ text: target.value === '' ? undefined : target.value })}
        />
        <label>
          {say('advisories.sort')}{' '}
          <select value={sort} onChange={({ target }) => sortBy(ADVISORY_SORTS.find((one) => one === target.value) ?? 'read')}>
            {ADVISORY_SORTS.map((one) => (
              <option key={one} value={one}>
                {say(`advisories.by.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Button onPress={() => sortBy(sort)}>{say(`advisories.order.${order}`)}</Button>
      </div>
      <AdvisoryFilters search={search} onChange={go} />
      {pages.error !== null && <FaultState fault={pages.error} onTryAgain={() => void pages.refetch()} />}
      {pages.isPending && <Loading />}
      {pages.isSuccess && rows.length === 0 && (
        <EmptyState what={say('advisories.empty')} next={say(isAsked ? 'advisories.empty.other' : 'advisories.empty.next')} />
      )}
      {rows.length > 0 && (
        <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('advisories.title')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {COLUMNS.map(([by, word]) => (
                  <th key={by} scope="col" aria-sort={by === sort ? order : 'none'}>
                    <Button look="quiet" onPress={() => sortBy(by)}>
                      {say(word)} <span aria-hidden>{by === sort ? ARROWS[order] : ''}</span>
                    </Button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} sort={sort} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage && (
        <Button isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          {say('advisories.more')}
        </Button>
      )}
    </>
  );
}

const ARROWS = { ascending: '▲', descending: '▼' } as const;

function Row({ row, sort }: { readonly row: ListedAdvisory; readonly sort: AdvisorySort }) {
  const { say } = useWords();
  const { id, title, publisher, trackingId, trackingVersion, severity, knownExploited, withdrawnAt, currentReleaseAt, readAt, sortedBy } =
    row;
  const { isRead, noteCount, putAway } = row;
  return (
    <tr>
      <td>
        <Link to="/advisories/$id" params={{ id }}>
          {isRead === false ? <strong>{title}</strong> : title}
        </Link>
        <div className="soft">
          {trackingId} · {trackingVersion}
          {isRead === false && ` · ${say('advisories.is-unread')}`}
          {noteCount !== undefined && noteCount > 0 && ` · ${say('advisories.notes', { count: noteCount })}`}
          {putAway === undefined && withdrawnAt !== undefined && ` · ${say('advisories.is-withdrawn')}`}
        </div>
        {putAway !== undefined && (
          <div>
            {say('advisories.is-put-away', { because: putAway.because ?? '' })}{' '}
            {putAway.isRevisedSince === true && <strong>{say('advisories.is-revised-since')}</strong>}
          </div>
        )}
        {sortedBy !== undefined && sortedBy !== '' && (
          <div className="soft">
            {say(`advisories.by.${sort}`)}: {MOMENT.test(sortedBy) ? <Time at={sortedBy} /> : sortedBy}
          </div>
        )}
      </td>
      <td>{publisher}</td>
      <td>
        {severity} {knownExploited && <strong>{say('advisory.exploited')}</strong>}
      </td>
      <td>{currentReleaseAt !== undefined && <Time at={currentReleaseAt} as="table" />}</td>
      <td>
        <Time at={readAt} as="table" />
      </td>
    </tr>
  );
}

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
