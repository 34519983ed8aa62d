import type { Client } from '@forewarn/api/client.ts';
import { acceptInstitutions, listInstitutions } from '@forewarn/api/institutions.ts';
import { DEFAULT_INVENTORY, putInventory } from '@forewarn/api/inventories.ts';
import type { World, WorldInstitution } from '../world/world.ts';

/** Institutions in one request: with their contacts and domains well below the limit of a request. */
const BATCH = 50;
/** Inventories on their way at once. */
const AT_ONCE = 4;

/** Hears how many institutions of how many are loaded. */
export type Progress = (done: number, of: number) => void;

/** Hands a made-up constituency to Forewarn through its API, as a CERT would: institutions with contacts first, then each inventory. */
export async function loadWorld(cert: Client, world: World, onProgress: Progress = () => {}): Promise<ReadonlyMap<string, string>> {
  const waiting: WorldInstitution[] = [];
  const everybody: WorldInstitution[] = [];
  const flush = async () => {
    const batch = waiting.splice(0);
    if (batch.length > 0) await cert.call(acceptInstitutions, { body: { institutions: batch.map(entryOf) } });
  };
  for (const institution of world.institutions) {
    waiting.push(institution);
    everybody.push(institution);
    if (waiting.length === BATCH) await flush();
  }
  await flush();
  const ids = await institutionIds(cert);
  await loadInventories(cert, everybody, ids, onProgress);
  return ids;
}

function entryOf({ entry }: WorldInstitution) {
  return {
    ...entry,
    locations: [...entry.locations],
    networks: [...entry.networks],
    domains: [...entry.domains],
    contacts: entry.contacts.map((contact) => ({ ...contact })),
  };
}

/** Ids of all institutions by name. */
export async function institutionIds(cert: Client): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  let after: string | undefined;
  do {
    const page = await cert.call(listInstitutions, { query: { limit: 500, ...(after === undefined ? {} : { after }) } });
    for (const { id, name } of page.institutions) ids.set(name, id);
    after = page.next;
  } while (after !== undefined);
  return ids;
}

async function loadInventories(
  cert: Client,
  institutions: readonly WorldInstitution[],
  ids: ReadonlyMap<string, string>,
  onProgress: Progress,
): Promise<void> {
  const waiting = institutions.values();
  let done = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const institution of waiting) {
        const id = ids.get(institution.entry.name);
        if (id === undefined) throw new Error(`${institution.entry.name} was handed in and is not there`);
        if (institution.items.length > 0) await loadInventory(cert, id, institution);
        done += 1;
        onProgress(done, institutions.length);
      }
    }),
  );
}

async function loadInventory(cert: Client, id: string, { items, inventoryTakenAt }: WorldInstitution): Promise<void> {
  await cert.call(putInventory, {
    params: { id, name: DEFAULT_INVENTORY },
    ...(inventoryTakenAt === undefined ? {} : { query: { takenAt: inventoryTakenAt } }),
    body: { items: items.map(({ key, ...item }) => ({ item: key, ...item })) },
  });
}
