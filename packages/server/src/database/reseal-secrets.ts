import { asSystem } from './as-principal.ts';
import type { Database } from './open-database.ts';
import { keyOfSealed } from './sealed-text.ts';
import { countSealed, findSealedOtherwise, replaceSealed, SEALED_COLUMNS, type SealedColumn, type StoredSecret } from './sealed-store.ts';
import type { SecretKeys } from './secret-keys.ts';

const BATCH = 500;

export type Resealed = {
  readonly resealed: number;
  /** Sealed under a key that is not here: they stay as they are, and whoever uses them is told. */
  readonly unopened: number;
};

/**
 * Seals every stored secret under the newest key: what an earlier version kept plain, and what is sealed under an older key. May be
 * stopped at any moment and run again; a second run changes nothing.
 */
export async function resealSecrets(database: Database, keys: SecretKeys): Promise<Resealed> {
  let [resealed, unopened] = [0, 0];
  for (const column of SEALED_COLUMNS) {
    let after = '';
    for (;;) {
      const batch = await resealBatch(database, keys, column, after);
      resealed += batch.resealed;
      unopened += batch.unopened;
      if (batch.last === undefined) break;
      after = batch.last;
    }
  }
  return { resealed, unopened };
}

/** How many stored secrets there are under each key id; '' for those that are not sealed. */
export async function secretsByKey(database: Database): Promise<ReadonlyMap<string, number>> {
  const counts = await asSystem(database, 'reseal-secrets', (trx) => Promise.all(SEALED_COLUMNS.map((column) => countSealed(trx, column))));
  const all = new Map<string, number>();
  for (const [key, count] of counts.flatMap((each) => [...each])) all.set(key, (all.get(key) ?? 0) + count);
  return all;
}

/** Where a stored secret belongs: what it is sealed for. */
export function placeOfSecret({ table, column }: Pick<SealedColumn, 'table' | 'column'>, rowId: string): string {
  return `${table}.${column}/${rowId}`;
}

async function resealBatch(database: Database, keys: SecretKeys, column: SealedColumn, after: string) {
  return asSystem(database, 'reseal-secrets', async (trx) => {
    const rows = await findSealedOtherwise(trx, column, keys.ids()[0] ?? '', after, BATCH);
    const opened = rows.flatMap((row): readonly StoredSecret[] => {
      const place = placeOfSecret(column, row.key);
      const text = keyOfSealed(row.text) === undefined ? row.text : keys.open(row.text, place);
      return text === undefined ? [] : [{ key: row.key, text: keys.seal(text, place) }];
    });
    if (opened.length > 0) await replaceSealed(trx, column, opened);
    return { resealed: opened.length, unopened: rows.length - opened.length, last: rows.at(-1)?.key };
  });
}
