import type { Machine } from '@forewarn/server/machine.ts';

/** So many institutions with one contact each, made in the database. */
export async function fillInstitutions(machine: Machine, count: number): Promise<void> {
  const { pool } = machine.database;
  await pool.query(
    `insert into forewarn.institutions (id, name, sector, joined_at)
     select gen_random_uuid(), 'Instelling ' || n, 'ggz', now() from generate_series(1, $1) as n`,
    [count],
  );
  await pool.query(
    `insert into forewarn.contacts (id, institution_id, name, role, email)
     select gen_random_uuid(), i.id, 'Piket van ' || i.name, '24-7', 'piket-' || row_number() over (order by i.name) || '@leden.example' from forewarn.institutions i`,
  );
  for (const table of ['institutions', 'contacts']) await pool.query(`analyze forewarn.${table}`);
}
