import { hash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';

const MARK = '/* keeps its plan */ ';

/**
 * At the beginning of a statement: PostgreSQL parses and plans it once for each connection and then only runs it (PREPARE). For what a busy hour asks
 * thousands of times: row policies make planning dear, of the statement that leases a hundred deliveries nearly a third of its time. Only where its plan does not
 * depend on its values. A plan is made anew by itself when a table, its statistics or the role change.
 */
export const KEEPS_PLAN: RawBuilder<unknown> = sql.raw(MARK);

/** Kysely hands over the text alone: those that say so get a name, by which the connection knows them. */
export function keepPlans(client: pg.ClientBase): void {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `forewarn ${hash('sha256', text).slice(0, 32)}`;
    names.set(text, name);
    return name;
  };
  const named = (asked: readonly unknown[]): readonly unknown[] => {
    const [text, values, ...others] = asked;
    return typeof text === 'string' && text.startsWith(MARK) ? [{ name: nameOf(text), text, values }, ...others] : asked;
  };
  // The class's own way of asking, looked up each time: whoever listens there hears these too.
  const { prototype } = client.constructor as typeof pg.Client;
  // oxlint-disable-next-line unbound-method -- it is asked for this client
  client.query = ((...asked: readonly unknown[]) => Reflect.apply(prototype.query, client, named(asked))) as typeof client.query;
}
