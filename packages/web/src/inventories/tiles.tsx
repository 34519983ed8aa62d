import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { showIctFoto } from '@forewarn/api/ict-foto.ts';
import { answerStarterInventory, removeItem } from '@forewarn/api/inventories.ts';
import { STARTER_ANSWERS, type StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import { FaultState } from '../components/fault-state.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';
import { fotoQuery } from './inventory-queries.ts';
import styles from './inventory.module.css';

type Foto = CallOutput<typeof showIctFoto>;
type Tile = Foto['tiles'][number];
type Said = { readonly product: string; readonly answer: StarterAnswer; readonly before: StarterAnswer | undefined };

/**
 * Forty products that institutions of this kind mostly use, a tile each. Every tap is kept at once, so that one can stop and go on another
 * day; a tile stays where it is with its answer, and another answer replaces it.
 */
export function Tiles({ foto }: { readonly foto: Foto }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { queryKey } = fotoQuery;
  const send = useMutation({
    mutationKey: ['ict-foto'],
    scope: { id: 'ict-foto' }, // one after another, in the order of the taps
    mutationFn: (said: Said) => keep(foto, said),
    onSettled: () => {
      // Only after the last of several taps: what is read in between would turn back what was tapped since.
      if (queries.isMutating({ mutationKey: ['ict-foto'] }) <= 1) void queries.invalidateQueries({ queryKey: ['inventories'] });
    },
  });
  /** By product, what this page said last: what is read meanwhile may be older than the taps that are under way. */
  const said = useRef(new Map<string, StarterAnswer>());
  const tap = ({ product, answer: known }: Tile, answer: StarterAnswer) => {
    void queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, withAnswer(queries.getQueryData(queryKey) ?? foto, product, answer));
    send.mutate({ product, answer, before: said.current.get(product) ?? known });
    said.current.set(product, answer);
  };
  const tiles = foto.tiles.filter(({ isSpared, answer }) => !isSpared || answer !== undefined);
  const { answered, of, isDone } = foto.progress;
  if (tiles.length === 0) return null;
  return (
    <section aria-labelledby="tiles" className={styles['page']}>
      <h2 id="tiles">{say('starter.title')}</h2>
      <div className={styles['progress']}>
        <label htmlFor="starter-progress">{isDone ? say('starter.ready') : say('starter.progress', { done: answered, count: of })}</label>
        <progress id="starter-progress" value={answered} max={of} />
      </div>
      {!isDone && <p className="soft">{say('starter.help')}</p>}
      {send.isPaused && (
        <p role="status">
          <strong>{say('starter.waits')}</strong>
        </p>
      )}
      {send.error !== null && <FaultState fault={send.error} onTryAgain={() => send.reset()} />}
      <ul className={styles['tiles']}>
        {tiles.map((tile) => (
          <OneTile key={tile.product} tile={tile} onAnswer={(answer) => tap(tile, answer)} />
        ))}
      </ul>
    </section>
  );
}

function OneTile({
  tile: { product, name, supplier, ofTen, answer },
  onAnswer,
}: {
  readonly tile: Tile;
  readonly onAnswer: (answer: StarterAnswer) => void;
}) {
  const { say } = useWords();
  return (
    <li className={styles['tile']} data-answer={answer}>
      <fieldset>
        <legend>
          <strong>{name}</strong>
          {supplier !== undefined && !name.startsWith(supplier) && <span className="soft"> {supplier}</span>}
        </legend>
        <p className="soft">{say('starter.share', { number: ofTen })}</p>
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

/** "Have" becomes a line; who takes that back loses the line too. */
async function keep({ institutionId, inventory }: Foto, { product, answer, before }: Said): Promise<void> {
  const params = { id: institutionId };
  await call(answerStarterInventory, { params, body: { answers: [{ product, answer }] } });
  if (before === 'have' && answer !== 'have') await call(removeItem, { params: { ...params, name: inventory, key: `starter/${product}` } });
}

function withAnswer(known: Foto, product: string, answer: StarterAnswer): Foto {
  const before = known.tiles.find((tile) => tile.product === product)?.answer;
  const answered = known.progress.answered + (before === undefined ? 1 : 0);
  return {
    ...known,
    tiles: known.tiles.map((tile) => (tile.product === product ? { ...tile, answer } : tile)),
    progress: { ...known.progress, answered, isDone: answered >= known.progress.of },
  };
}
