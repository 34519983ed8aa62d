import { createHash } from 'node:crypto';
import { exampleAdvisory, type EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { idOf, type AdvisoryId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { productKeysOfAdvisory } from '@forewarn/core/matching/product-keys-of-advisory.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { acceptInstitutions } from '../institutions/accept-institutions.ts';
import { acceptInventory } from '../inventories/accept-inventory.ts';
import { loadKeysOf } from '../inventories/product-keys.ts';
import { loadAliases } from '../products/load-aliases.ts';
import type { TestMachine } from '../test-machine.ts';

// What comes out of the database is looked at, not typed.
// oxlint-disable-next-line no-explicit-any
type Whatever = any;

const SYSTEM = { kind: 'system', name: 'test' } as const;

/** Institutions with inventories and advisories, as they would be after upload and intake. */
export type ExampleWorld = {
  readonly institutions: (
    ...entries: readonly (Partial<InstitutionEntry> & { readonly name: string })[]
  ) => Promise<readonly InstitutionId[]>;
  /** Makes these an inventory of an institution; gives back the payload of the job that follows. */
  readonly inventory: (
    id: InstitutionId,
    items: readonly Partial<Item>[],
    name?: string,
  ) => Promise<{ institutionId: string; snapshotIds: readonly string[] }>;
  /** Stores a revision of the example advisory (or of the one given), as intake does. */
  readonly advisory: (change?: (document: typeof EXAMPLE_CSAF) => void, of?: AdvisoryId) => Promise<AdvisoryId>;
  readonly rows: (sql: string, values?: readonly unknown[]) => Promise<Whatever[]>;
  /** Payloads of the jobs of this name that wait. */
  readonly jobs: (name: string) => Promise<Whatever[]>;
};

export function exampleWorld(machine: TestMachine): ExampleWorld {
  const rows = async (sql: string, values: readonly unknown[] = []) => (await machine.database.pool.query(sql, [...values])).rows;
  return {
    rows,
    institutions: async (...entries) => {
      await acceptInstitutions(
        machine,
        SYSTEM,
        entries.map((entry) => ({ locations: [], networks: [], domains: [], contacts: [], ...entry })),
      );
      const found = await rows('select id, name from forewarn.institutions');
      return entries.map(({ name }) => idOf<'Institution'>(found.find((row) => row.name === name).id));
    },
    inventory: async (id, items, name = 'inventory') => {
      const accepted = await acceptInventory(
        machine,
        SYSTEM,
        {
          institutionId: id,
          inventory: name,
          items: items.map((item, place) => ({ key: `line ${place + 1}`, product: 'Meridiaan EPD', exposure: 'unknown', ...item })),
          receivedFrom: 'test',
        },
        await loadKeysOf(machine),
      );
      if (isRefusal(accepted)) throw new Error(accepted.message);
      const snapshots = await rows(
        `select s.id from forewarn.inventory_snapshots s join forewarn.inventories v on v.id = s.inventory_id
         where v.institution_id = $1 and v.name = $2 order by s.sequence desc limit 1`,
        [id, name],
      );
      return { institutionId: id, snapshotIds: [snapshots[0].id] };
    },
    advisory: async (change, of) => storeAdvisory(machine, rows, exampleAdvisory(change), of),
    jobs: async (name) =>
      (
        await rows(
          'select p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = $1 order by j.id',
          [name],
        )
      ).map((row) => row.payload),
  };
}

async function storeAdvisory(
  machine: TestMachine,
  rows: ExampleWorld['rows'],
  advisory: Advisory,
  of: AdvisoryId | undefined,
): Promise<AdvisoryId> {
  const now = machine.clock.now();
  const id = of ?? newId<'Advisory'>(now);
  const revisionId = newId<'AdvisoryRevision'>(now);
  const bytes = Buffer.from(`${JSON.stringify(advisory)} ${revisionId}`);
  const sha256 = createHash('sha256').update(bytes).digest();
  const keys = await asSystem(machine.database, 'test', async (trx) => productKeysOfAdvisory(advisory, await loadAliases(trx)));
  await rows('insert into forewarn.documents values ($1, $2, $3, $4)', [sha256, bytes, bytes.length, now]);
  await rows(
    `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [id, advisory.publisher.namespace, id, advisory.publisher.name, advisory.tlp, now],
  );
  await rows(
    `insert into forewarn.advisory_revisions (id, advisory_id, document_sha256, sequence, tracking_version, title, tlp, normalised, problems, change, product_keys, read_at)
     select $1, $2, $3, coalesce(max(sequence), 0) + 1, '1', $4, $5, $6, '[]', '{}', $7, $8 from forewarn.advisory_revisions where advisory_id = $2`,
    [revisionId, id, sha256, advisory.title, advisory.tlp, JSON.stringify(advisory), keys, now],
  );
  await rows('update forewarn.advisories set latest_revision_id = $1 where id = $2', [revisionId, id]);
  return id;
}
