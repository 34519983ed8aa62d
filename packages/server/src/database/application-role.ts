import type pg from 'pg';
import { InternalFault } from '../internal-fault.ts';

export const APPLICATION_ROLE = 'forewarn_app';

/**
 * Makes the role that the application acts as: no login, owns nothing, bypasses nothing. It belongs to the database server,
 * so another Forewarn on the same server may have made it, or make it at this moment.
 * Throws `InternalFault` with what to do where the login may not make roles.
 */
export async function ensureApplicationRole(client: pg.ClientBase): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [APPLICATION_ROLE]);
  if (found.rowCount === 0) await makeRole(client);
  const member = await client.query(`select pg_has_role(current_user, $1, 'member') as yes`, [APPLICATION_ROLE]);
  if (member.rows[0]?.yes !== true) await client.query(`grant ${APPLICATION_ROLE} to current_user`);
}

async function makeRole(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(`create role ${APPLICATION_ROLE} nologin noinherit`);
  } catch (cause) {
    const code = (cause as { code?: string }).code;
    if (code === '42710' || code === '23505') return; // made by another at the same moment
    throw new InternalFault(
      `This database login may not make the role ${APPLICATION_ROLE}. Let an administrator run: create role ${APPLICATION_ROLE} nologin; grant ${APPLICATION_ROLE} to <this login>;`,
      { cause },
    );
  }
}
