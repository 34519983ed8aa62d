import { REASONS } from '@forewarn/core/matching/match.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { useWords } from '../lib/words.ts';
import type { BoardRow } from './board-rows.ts';
import styles from './board.module.css';

/** Which rows are shown; '' for any. */
export type BoardFilter = { readonly sector: string; readonly reason: string; readonly isCallsOnly: boolean };
export const EVERYTHING: BoardFilter = { sector: '', reason: '', isCallsOnly: false };

export function passes({ sector, reason }: BoardFilter, of: string, reasons: readonly { readonly reason: string }[]): boolean {
  return (sector === '' || of === sector) && (reason === '' || reasons.some((one) => one.reason === reason));
}

/** By sector, by reason, or the call list alone; only what some row has is offered. */
export function BoardTools({
  rows,
  calls,
  chosen,
  onChoose,
}: {
  readonly rows: readonly BoardRow[];
  readonly calls: number;
  readonly chosen: BoardFilter;
  readonly onChoose: (filter: BoardFilter) => void;
}) {
  const { say, language } = useWords();
  const sectors = [...new Set(rows.map(({ concerned }) => concerned.sector))].toSorted();
  const reasons = REASONS.filter((one) => rows.some(({ concerned }) => concerned.reasons.some((its) => its.reason === one)));
  return (
    <div className={styles['tools']}>
      <label>
        {say('silence.sector')}
        <select value={chosen.sector} onChange={({ target }) => onChoose({ ...chosen, sector: target.value })}>
          <option value="">{say('silence.all')}</option>
          {sectors.map((one) => (
            <option key={one} value={one}>
              {say(`sector.${one as 'ggz'}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('silence.reason')}
        <select value={chosen.reason} onChange={({ target }) => onChoose({ ...chosen, reason: target.value })}>
          <option value="">{say('silence.all')}</option>
          {reasons.map((one) => (
            <option key={one} value={one}>
              {words(language)(`reason.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={chosen.isCallsOnly}
          onChange={({ target }) => onChoose({ ...chosen, isCallsOnly: target.checked })}
        />
        {say('silence.only-calls', { count: calls })}
      </label>
    </div>
  );
}
