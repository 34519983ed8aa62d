import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallInput } from '@forewarn/api/client.ts';
import { decideName, undoNameDecision } from '@forewarn/api/products.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { catalogueQuery, unresolvedNamesQuery, type Proposal, type UnresolvedName } from './name-queries.ts';
import styles from './names.module.css';

type Meaning = NonNullable<CallInput<typeof decideName>['body']>['means'];
type Decide = (name: UnresolvedName, means: Meaning, product?: string) => void;

/** Names that mean nothing yet, with proposals: one key accepts the best, and undo takes it back. */
export function NamesPage() {
  const { say } = useWords();
  const { names, all } = useSuspenseQuery(unresolvedNamesQuery).data;
  const { name: chosen } = useSearch({ from: '/names' });
  const navigate = useNavigate();
  const mayDecide = useMay('decide-names');
  const { decide, fault } = useDeciding();
  const rows = names.map((name) => ({ id: idOf(name), name }));
  const place = rows.findIndex(({ id }) => id === chosen);
  const current = rows[place]?.name;
  const choose = (id: string | undefined) => void navigate({ to: '/names', search: { name: id }, replace: true, resetScroll: false });
  const decideAndGoOn: Decide = (name, means, product) => {
    choose((rows[place + 1] ?? rows[place - 1])?.id);
    decide(name, means, product);
  };
  useKeys({
    a: () => {
      const best = current?.proposals[0]?.product;
      if (mayDecide && current !== undefined && best !== undefined)
        decideAndGoOn(current, { kind: 'entry', catalogueProductId: best.id }, best.name);
    },
    n: () => current !== undefined && mayDecide && decideAndGoOn(current, { kind: 'not-a-product' }),
  });
  return (
    <>
      <PageSentence title={say('names.title')}>{say('names.sentence', { count: all })}</PageSentence>
      {fault !== undefined && <FaultState fault={fault} />}
      {rows.length === 0 ? (
        <EmptyState what={say('names.empty')} next={say('names.empty.next')} />
      ) : (
        <Panes
          hasChosen={current !== undefined}
          list={
            <RovingList label={say('names.title')} rows={rows} chosen={chosen} onChoose={choose}>
              {({ name }) => (
                <>
                  <strong>{[name.supplier, name.product].filter(Boolean).join(' ')}</strong>
                  <div className="soft">
                    {say('names.institutions', { count: name.institutions })}
                    {name.advisories > 0 && ` · ${say('names.advisories', { count: name.advisories })}`}
                  </div>
                </>
              )}
            </RovingList>
          }
          detail={
            current === undefined ? (
              <p className="soft">{say('names.choose')}</p>
            ) : (
              <Meanings key={idOf(current)} name={current} mayDecide={mayDecide} onDecide={decideAndGoOn} />
            )
          }
        />
      )}
    </>
  );
}

function Meanings({
  name,
  mayDecide,
  onDecide,
}: {
  readonly name: UnresolvedName;
  readonly mayDecide: boolean;
  readonly onDecide: Decide;
}) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const { data: found } = useQuery(catalogueQuery(text.trim()));
  const accept = (product: Proposal['product']) => onDecide(name, { kind: 'entry', catalogueProductId: product.id }, product.name);
  return (
    <div className={styles['meanings']}>
      <h2>{[name.supplier, name.product].filter(Boolean).join(' ')}</h2>
      <section>
        <h3>{say('names.proposals')}</h3>
        {name.proposals.length === 0 && <p>{say('names.none')}</p>}
        <ol className={styles['proposals']}>
          {name.proposals.map(({ product, reason, score }, place) => (
            <li key={product.id}>
              <ProductName product={product} /> <span className="soft">{Math.round(score * 100)} %</span>
              <p className="soft" lang="en">
                {reason}
              </p>
              {mayDecide && (
                <Button look={place === 0 ? 'main' : 'plain'} onPress={() => accept(product)}>
                  {say('names.accept', { product: product.name })} {place === 0 && <kbd>a</kbd>}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </section>
      {name.alike.length > 0 && (
        <section>
          <h3>{say('names.alike')}</h3>
          <ul>
            {name.alike.map(({ product }) => (
              <li key={product.id}>
                <ProductName product={product} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayDecide && (
        <section>
          <Field label={say('names.search')} value={text} onChange={setText} maxLength={200} />
          <ul className={styles['proposals']} aria-label={say('names.found')}>
            {(found?.products ?? []).map((product) => (
              <li key={product.id}>
                <ProductName product={product} />{' '}
                <Button onPress={() => accept(product)}>{say('names.accept', { product: product.name })}</Button>
              </li>
            ))}
          </ul>
          <div>
            <Button onPress={() => onDecide(name, { kind: 'not-a-product' })}>
              {say('names.not-a-product')} <kbd>n</kbd>
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

function ProductName({ product: { name, supplier } }: { readonly product: Proposal['product'] }) {
  return (
    <>
      <strong>{name}</strong> {supplier !== undefined && <span className="soft">{supplier}</span>}
    </>
  );
}

/** Decides at once and offers the way back; the list is read again. */
function useDeciding(): { readonly decide: Decide; readonly fault: unknown } {
  const { say } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const attempt = async (way: () => Promise<void>) => {
    setFault(undefined);
    try {
      await way();
    } catch (cause) {
      setFault(cause);
    }
    await queries.invalidateQueries({ queryKey: ['names'] });
  };
  const decide: Decide = (name, means, product) =>
    void attempt(async () => {
      const words = [name.supplier, name.product].filter(Boolean).join(' ');
      const { id } = await call(decideName, {
        body: { ...(name.supplier === '' ? {} : { supplier: name.supplier }), product: name.product, means },
      });
      const undo = () =>
        void attempt(async () => {
          await call(undoNameDecision, { params: { id } });
          tell(say('names.undone', { name: words }));
        });
      tell(product === undefined ? say('names.decided-not', { name: words }) : say('names.decided', { name: words, product }), undo);
    });
  return { decide, fault };
}

function idOf({ supplier, product }: UnresolvedName): string {
  return `${supplier}/${product}`;
}
