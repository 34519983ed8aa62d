import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { answerStarterInventory, removeItem, STARTER_INVENTORY, type showStarterInventory } from '@forewarn/api/inventories.ts';
import { STARTER_ANSWERS, type StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import { FaultState } from '../components/fault-state.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { starterQuery } from './inventory-queries.ts';
import styles from './inventory.module.css';

type Starter = CallOutput<typeof showStarterInventory>;
type Proposal = Starter['proposals'][number];
type Said = { readonly proposal: Proposal; readonly answer: StarterAnswer; readonly before?: StarterAnswer };

/**
 * What institutions of this kind mostly use, a tile each. Every tap is kept at once, so that one can stop and go on another day; a tile stays
 * where it is with its answer, and another answer replaces it.
 */
export function Tiles({
  institutionId,
  proposals,
  answered,
}: {
  readonly institutionId: string;
  readonly proposals: readonly Proposal[];
  readonly answered: Starter['answered'];
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  const seen = useRef(new Map<string, Proposal>());
  for (const proposal of proposals) if (!seen.current.has(proposal.product)) seen.current.set(proposal.product, proposal);
  const query = starterQuery(institutionId);
  const send = useMutation({
    scope: { id: 'starter-inventory' }, // one after another, in the order of the taps
    mutationFn: (said: Said) => keep(institutionId, said),
    onMutate: ({ proposal, answer }) => {
      queries.setQueryData(query.queryKey, (known) => (known === undefined ? known : withAnswer(known, proposal, answer)));
    },
    onSettled: () => {
      // Only after the last of several taps: what is read in between would turn back what was tapped since.
      if (queries.isMutating({ mutationKey: ['starter'] }) <= 1) void queries.invalidateQueries({ queryKey: ['inventories'] });
    },
    mutationKey: ['starter'],
  });
  const answerOf = (product: string) => answered.find((one) => one.product === product)?.answer;
  const open = new Set(proposals.map(({ product }) => product));
  const tiles = [...seen.current.values()].filter(({ product }) => open.has(product) || answerOf(product) !== undefined);
  const total = answered.length + proposals.length;
  if (total === 0) return null;
  return (
    <section aria-labelledby="tiles" className={styles['page']}>
      <h2 id="tiles">{say('starter.title')}</h2>
      <div className={styles['progress']}>
        <label htmlFor="starter-progress">
          {proposals.length === 0 ? say('starter.ready') : say('starter.progress', { done: answered.length, count: total })}
        </label>
        <progress id="starter-progress" value={answered.length} max={total} />
      </div>
      {proposals.length > 0 && <p className="soft">{say('starter.help')}</p>}
      {send.isPaused && (
        <p role="status">
          <strong>{say('starter.waits')}</strong>
        </p>
      )}
      {send.error !== null && <FaultState fault={send.error} onTryAgain={() => send.reset()} />}
      <ul className={styles['tiles']}>
        {tiles.map((proposal) => (
          <Tile
            key={proposal.product}
            proposal={proposal}
            answer={answerOf(proposal.product)}
            onAnswer={(answer) => send.mutate({ proposal, answer, before: answerOf(proposal.product) })}
          />
        ))}
      </ul>
      <Earlier
        answered={answered.filter(({ product }) => !seen.current.has(product))}
        onAnswer={(one, answer) => send.mutate({ proposal: asProposal(one), answer, before: one.answer })}
      />
    </section>
  );
}

function Tile({
  proposal: { product, name, supplier, share },
  answer,
  onAnswer,
}: {
  readonly proposal: Pick<Proposal, 'product' | 'name' | 'supplier' | 'share'>;
  readonly answer: StarterAnswer | undefined;
  readonly onAnswer: (answer: StarterAnswer) => void;
}) {
  const { say, language } = useWords();
  return (
    <li className={styles['tile']} data-answer={answer}>
      <fieldset>
        <legend>
          <strong>{name}</strong>
          {supplier !== undefined && !name.startsWith(supplier) && <span className="soft"> {supplier}</span>}
        </legend>
        {share !== '' && (
          <p className="soft" lang={language === 'nl' ? undefined : 'nl'}>
            {share}
          </p>
        )}
        <div className={styles['answers']}>
          {STARTER_ANSWERS.map((one) => (
            <label key={one}>
              <input type="radio" name={`starter-${product}`} value={one} checked={answer === one} onChange={() => onAnswer(one)} />
              {say(`starter.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}

/** What was answered on an earlier visit, folded away. */
function Earlier({
  answered,
  onAnswer,
}: {
  readonly answered: Starter['answered'];
  readonly onAnswer: (one: Starter['answered'][number], answer: StarterAnswer) => void;
}) {
  const { say } = useWords();
  if (answered.length === 0) return null;
  return (
    <details>
      <summary>{say('starter.earlier', { count: answered.length })}</summary>
      <ul className={styles['tiles']}>
        {answered.map((one) => (
          <Tile key={one.product} proposal={asProposal(one)} answer={one.answer} onAnswer={(answer) => onAnswer(one, answer)} />
        ))}
      </ul>
    </details>
  );
}

function asProposal({ product, name }: Starter['answered'][number]): Proposal {
  return { product, name, share: '', ofTen: 0, hosting: '', kind: '' };
}

/** "Have" becomes a line; who takes that back loses the line too. */
async function keep(institutionId: string, { proposal, answer, before }: Said): Promise<void> {
  const params = { id: institutionId };
  await call(answerStarterInventory, { params, body: { answers: [{ product: proposal.product, answer }] } });
  if (before === 'have' && answer !== 'have')
    await call(removeItem, { params: { ...params, name: STARTER_INVENTORY, key: `starter/${proposal.product}` } });
}

function withAnswer(known: Starter, { product, name }: Proposal, answer: StarterAnswer): Starter {
  return {
    ...known,
    proposals: known.proposals.filter((one) => one.product !== product),
    answered: [
      ...known.answered.filter((one) => one.product !== product),
      { product, name, answer, answeredAt: new Date().toISOString(), answeredBy: '' },
    ],
  };
}
