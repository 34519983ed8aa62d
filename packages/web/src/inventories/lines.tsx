import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { putItem, removeItem } from '@forewarn/api/inventories.ts';
import { EXPOSURES, type Exposure } from '@forewarn/core/inventories/item.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { Loading } from '../components/loading.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { itemsQuery, type StoredItem } from './inventory-queries.ts';
import styles from './inventory.module.css';

/** Drawn at once; who looks for another line types a part of it. */
const LINES_DRAWN_MAX = 100;

/** One inventory, opened when it is wanted: its lines, each to be changed or removed. */
export function Lines({
  institutionId,
  inventory,
  count,
}: {
  readonly institutionId: string;
  readonly inventory: string;
  readonly count: number;
}) {
  const { say } = useWords();
  const [isOpen, open] = useState(false);
  return (
    <details className={styles['lines']} open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>
        {inventory} · {say('part.rows', { count })}
      </summary>
      {isOpen && (
        <Suspense fallback={<Loading />}>
          <OpenLines institutionId={institutionId} inventory={inventory} />
        </Suspense>
      )}
    </details>
  );
}

function OpenLines({ institutionId, inventory }: { readonly institutionId: string; readonly inventory: string }) {
  const { say } = useWords();
  const items = useSuspenseQuery(itemsQuery(institutionId, inventory)).data;
  const mayChange = useMay('change-inventory');
  const [sought, seek] = useState('');
  const [edited, edit] = useState<StoredItem | 'new'>();
  const place = { institutionId, inventory };
  const { put, remove } = useLineChanges(place);
  const found = items.filter((item) => textOf(item).includes(sought.trim().toLowerCase()));
  return (
    <>
      {items.length > 10 && <Field label={say('inventory.seek')} type="search" value={sought} onChange={seek} />}
      {mayChange && <Button onPress={() => edit('new')}>{say('inventory.add')}</Button>}
      <ul className={styles['plain']}>
        {found.slice(0, LINES_DRAWN_MAX).map((item) => (
          <li key={item.key} className={styles['line']}>
            <div>
              <strong>{[item.supplier, item.product].filter(Boolean).join(' ')}</strong> {item.version ?? say('inventory.no-version')}
              <div className="soft">
                {say(`exposure.${item.exposure}`)} · {say('inventory.checked')} <Time at={item.checkedAt} />
                {item.mayBeOutdated && ` · ${say('inventory.outdated')}`}
              </div>
            </div>
            {mayChange && (
              <div className={styles['row']}>
                <Button aria-label={say('inventory.change-of', { name: item.product })} onPress={() => edit(item)}>
                  {say('inventory.change')}
                </Button>
                <Button look="quiet" aria-label={say('inventory.remove-of', { name: item.product })} onPress={() => remove.mutate(item)}>
                  {say('inventory.remove')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {found.length > LINES_DRAWN_MAX && <p className="soft">{say('inventory.more', { shown: LINES_DRAWN_MAX, count: found.length })}</p>}
      {remove.error !== null && <FaultState fault={remove.error} onTryAgain={() => remove.reset()} />}
      <Dialog
        title={say(edited === 'new' ? 'inventory.add' : 'inventory.change')}
        isOpen={edited !== undefined}
        onClose={() => edit(undefined)}
      >
        {edited !== undefined && (
          <LineForm
            item={edited === 'new' ? undefined : edited}
            fault={put.error}
            onSave={(line) =>
              put.mutate({ key: edited === 'new' ? `own/${crypto.randomUUID()}` : edited.key, line }, { onSuccess: () => edit(undefined) })
            }
          />
        )}
      </Dialog>
    </>
  );
}

type Line = {
  readonly product: string;
  readonly supplier?: string;
  readonly version?: string;
  readonly exposure?: Exposure;
  readonly importance?: number;
  readonly owner?: string;
  readonly identifier?: string;
  readonly hosting?: string;
  readonly quantity?: number;
};

function useLineChanges({ institutionId, inventory }: { readonly institutionId: string; readonly inventory: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['inventories'] });
  const params = (key: string) => ({ id: institutionId, name: inventory, key });
  const put = useMutation({
    mutationFn: ({ key, line }: { readonly key: string; readonly line: Line }) => call(putItem, { params: params(key), body: line }),
    onSuccess: () => tell(say('inventory.saved')),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ key }: StoredItem) => call(removeItem, { params: params(key) }),
    onSuccess: (_outcome, item) =>
      tell(say('inventory.removed', { name: item.product }), () => put.mutate({ key: item.key, line: lineOf(item) })),
    onSettled,
  });
  return { put, remove };
}

function LineForm({
  item,
  fault,
  onSave,
}: {
  readonly item: StoredItem | undefined;
  readonly fault: unknown;
  readonly onSave: (line: Line) => void;
}) {
  const { say } = useWords();
  const [line, setLine] = useState<Line>(item === undefined ? { product: '', exposure: 'unknown' } : lineOf(item));
  const text = (field: 'product' | 'supplier' | 'version' | 'owner') => (
    <Field
      label={say(`item.${field}`)}
      value={line[field] ?? ''}
      maxLength={500}
      isRequired={field === 'product'}
      onChange={(value) => setLine({ ...line, [field]: value })}
    />
  );
  return (
    <form
      className={styles['page']}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(withoutEmpty(line));
      }}
    >
      {text('product')}
      {text('supplier')}
      {text('version')}
      <label className={styles['select']}>
        {say('item.exposure')}
        <select
          value={line.exposure}
          onChange={({ target }) => setLine({ ...line, exposure: EXPOSURES.find((one) => one === target.value) ?? 'unknown' })}
        >
          {EXPOSURES.map((one) => (
            <option key={one} value={one}>
              {say(`exposure.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles['select']}>
        {say('item.importance')}
        <select
          value={line.importance ?? ''}
          onChange={({ target }) => setLine({ ...line, importance: target.value === '' ? undefined : Number(target.value) })}
        >
          <option value="">{say('importance.unknown')}</option>
          {IMPORTANCES.map((one) => (
            <option key={one} value={one}>
              {say(`importance.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {text('owner')}
      {fault !== null && fault !== undefined && <FaultState fault={fault} />}
      <Button look="main" type="submit">
        {say('inventory.save')}
      </Button>
    </form>
  );
}

const IMPORTANCES = ['1', '2', '3', '4'] as const;

function lineOf({ product, supplier, version, exposure, importance, owner, identifier, hosting, quantity }: StoredItem): Line {
  return { product, supplier, version, exposure, importance, owner, identifier, hosting, quantity };
}

/** What is left empty is not known, and not sent. */
function withoutEmpty(line: Line): Line {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined && value !== '')) as Line;
}

function textOf({ supplier, product, version, owner }: StoredItem): string {
  return [supplier, product, version, owner].filter(Boolean).join(' ').toLowerCase();
}
