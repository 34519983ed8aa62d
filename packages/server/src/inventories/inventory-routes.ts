import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/inventories.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, refuseUnreadable } from '@forewarn/core/basics/refusal.ts';
import { compareInventories } from '@forewarn/core/inventories/compare-inventories.ts';
import { readColumnMapping } from '@forewarn/core/inventories/column-mapping.ts';
import { KEY_CHARACTERS_MAX } from '@forewarn/core/inventories/item-key.ts';
import { readItemsJson } from '@forewarn/core/inventories/formats/items-json.ts';
import { mayBeOutdated } from '@forewarn/core/inventories/may-be-outdated.ts';
import { linesByInstitution } from '@forewarn/core/inventories/lines-by-institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { UPLOAD_BYTES_MAX } from '../http/build-app.ts';
import { fileOf } from '../http/file-of-request.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { acceptInventory } from './accept-inventory.ts';
import { acceptUpload } from './accept-upload.ts';
import { changeItem } from './change-item.ts';
import { registerComponentFileRoutes, registerComponentRoutes } from './component-routes.ts';
import { currentItemsByInstitution, findInventory, listInventories, listItems, listSnapshots } from './inventory-store.ts';
import { presentMapping, registerMappingRoutes } from './mapping-routes.ts';
import { mappingsOf } from './mapping-store.ts';
import { loadKeysOf } from './product-keys.ts';
import { readUpload } from './read-upload.ts';
import { registerRelationFileRoutes, registerRelationRoutes } from './relation-routes.ts';
import { registerStarterRoutes } from './starter-routes.ts';
import { findOwners, understandUpload, type UnderstoodUpload } from './understand-upload.ts';
import { uploadInventory } from './upload-inventory.ts';

export function registerInventoryRoutes(app: FastifyInstance, machine: Machine): void {
  app.register(async (scope) => registerFileRoutes(scope, machine));
  registerUploadRoutes(app, machine);
  registerReadingRoutes(app, machine);
  registerItemRoutes(app, machine);
  registerMappingRoutes(app, machine);
  registerRelationRoutes(app, machine);
  registerComponentRoutes(app, machine);
  registerStarterRoutes(app, machine);
}

/** Routes whose body is a file: its bytes reach our own readers, which say what is wrong line by line. */
function registerFileRoutes(app: FastifyInstance, machine: Machine): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: UPLOAD_BYTES_MAX }, (_request, body, done) => done(null, body));
  registerRelationFileRoutes(app, machine);
  registerComponentFileRoutes(app, machine);

  register(app, routes.uploadInventory, async ({ principal, query, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    if (principal.kind === 'institution' && query.institutionId !== undefined && query.institutionId !== principal.institutionId)
      return refuse('no-such', 'There is no such institution.');
    const said = file.textOf('columns') ?? query.columns;
    const columns = said === undefined ? undefined : readColumnMapping(said);
    if (columns?.kind === 'unreadable') return refuseUnreadable(columns.problems);
    const uploaded = await uploadInventory(machine, principal, {
      bytes: file.bytes,
      fileName: named(query.fileName ?? file.fileName),
      institutionId: query.institutionId,
      ...(columns === undefined ? {} : { columns: columns.value }),
    });
    return isRefusal(uploaded) ? uploaded : showUpload(machine, principal, uploaded.id, query.inventory, 0, LINES_SHOWN);
  });

  register(app, routes.putInventory, async ({ principal, params, query, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    const remembered = await asPrincipal(machine.database, principal, async (trx) =>
      (await findInstitution(trx, params.id)) === undefined ? undefined : mappingsOf(trx, params.id),
    );
    if (remembered === undefined) return refuse('no-such', 'There is no such institution.');
    const reading = await readUpload(file.bytes, named(file.fileName), { remembered });
    if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
    const { groups, problems } = linesByInstitution(
      reading.value.lines,
      await asPrincipal(machine.database, principal, (trx) => findOwners(trx, params.id, reading.value)),
    );
    // Lines of somebody else in a file that replaces an inventory are a mistake that must not empty it.
    if (groups.length === 0 && reading.value.lines.length > 0) return refuseUnreadable(problems);
    const submission = {
      institutionId: params.id,
      inventory: params.name,
      items: groups[0]?.items ?? [],
      takenAt: readInstant(query.takenAt ?? ''),
      receivedFrom: 'api',
    };
    const outcome = await acceptInventory(machine, principal, submission, await loadKeysOf(machine));
    return isRefusal(outcome) ? outcome : { ...outcome, problems: [...problems, ...reading.problems] };
  });
}

/** An inventory is shown by the file that it came in. */
function named(fileName: string): string {
  return cleanText(fileName, FILE_NAME_CHARACTERS_MAX) || 'inventory';
}

const FILE_NAME_CHARACTERS_MAX = 255;
const LINES_SHOWN = 1000;

function registerUploadRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showUpload, ({ principal, params, query }) =>
    showUpload(machine, principal, params.id, query.inventory, query.from ?? 0, query.limit ?? LINES_SHOWN),
  );

  register(app, routes.acceptUpload, async ({ principal, params, body }) => {
    const outcome = await acceptUpload(machine, principal, params.id, {
      inventory: body.inventory ?? routes.DEFAULT_INVENTORY,
      takenAt: readInstant(body.takenAt ?? ''),
    });
    return isRefusal(outcome) ? outcome : { outcomes: [...outcome.outcomes], problems: [...outcome.problems] };
  });
}

async function showUpload(machine: Machine, principal: Principal, id: string, inventory: string | undefined, from: number, limit: number) {
  const understood = await understandUpload(machine, principal, id);
  if (isRefusal(understood)) return understood;
  const { institutions, mappings } = await asPrincipal(machine.database, principal, async (trx) => ({
    institutions: await wouldChange(trx, understood, inventory ?? routes.DEFAULT_INVENTORY),
    mappings: await mappingsOf(trx, understood.upload.institutionId),
    told: await recordReading(trx, machine, {
      principal,
      action: 'upload-read',
      subject: { kind: 'inventory-upload', id },
      institutionId: understood.upload.institutionId ?? undefined,
    }),
  }));
  const used = mappings.find(({ id: mappingId }) => mappingId === understood.reading.mapping?.id);
  const { id: uploadId, fileName, format, uploadedAt, uploadedBy, acceptedAt } = understood.upload;
  return {
    id: uploadId,
    fileName,
    format,
    uploadedAt,
    uploadedBy,
    acceptedAt,
    lineCount: understood.reading.lines.length,
    columns: [...understood.reading.columns],
    ignoredColumns: [...understood.reading.ignoredColumns],
    ...(used === undefined ? {} : { mapping: presentMapping(used) }),
    lines: understood.reading.lines.slice(from, from + limit),
    problems: [...understood.problems],
    institutions,
  };
}

/** What accepting would do, per institution. */
async function wouldChange(trx: Transaction, understood: UnderstoodUpload, inventory: string) {
  const ids = understood.groups.map((group) => group.institution.id);
  const current = await currentItemsByInstitution(trx, ids, inventory);
  return understood.groups.map(({ institution, items }) => {
    const comparison = compareInventories(current.get(institution.id) ?? [], items);
    return {
      institutionId: institution.id,
      institution: institution.name,
      lineCount: items.length,
      added: comparison.added.length,
      changed: comparison.changed.length,
      removed: comparison.removed.length,
      unchanged: comparison.unchanged.length,
    };
  });
}

function registerReadingRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listInventories, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return refuse('no-such', 'There is no such institution.');
      await recordReading(trx, machine, {
        principal,
        action: 'inventories-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
      return { inventories: [...(await listInventories(trx, params.id))] };
    }),
  );

  register(app, routes.listSnapshots, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const inventoryId = await findInventory(trx, params.id, params.name);
      if (inventoryId === undefined) return refuse('no-such', 'There is no such inventory.');
      await recordReading(trx, machine, {
        principal,
        action: 'inventory-read',
        subject: { kind: 'inventory', id: inventoryId },
        institutionId: params.id,
      });
      return { snapshots: [...(await listSnapshots(trx, inventoryId))] };
    }),
  );

  register(app, routes.listItems, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const inventoryId = await findInventory(trx, params.id, params.name);
      if (inventoryId === undefined) return refuse('no-such', 'There is no such inventory.');
      const limit = query.limit ?? 500;
      await recordReading(trx, machine, {
        principal,
        action: 'inventory-read',
        subject: { kind: 'inventory', id: inventoryId },
        institutionId: params.id,
      });
      const found = await listItems(trx, inventoryId, { ...query, limit: limit + 1 });
      const now = machine.clock.now();
      const items = found.slice(0, limit).map((item) => ({ ...item, mayBeOutdated: mayBeOutdated(item.checkedAt, now) }));
      return { items, next: found.length > limit ? items.at(-1)?.key : undefined };
    }),
  );
}

function registerItemRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.putItem, async ({ principal, params, body }) => {
    if (cleanText(params.key, KEY_CHARACTERS_MAX) !== params.key)
      return refuse('input-unreadable', `The name of a line is one line of at most ${KEY_CHARACTERS_MAX} characters.`, undefined, {
        about: 'line',
        most: KEY_CHARACTERS_MAX,
      });
    const reading = readItemsJson({ items: [body] });
    if (reading.kind === 'unreadable' || reading.value.lines.length === 0) return refuseUnreadable(reading.problems);
    const parts = reading.value.lines.map(({ item: { key: _, line: __, ...part } }) => part);
    const outcome = await changeItem(machine, principal, { institutionId: params.id, inventory: params.name, key: params.key }, parts);
    return isRefusal(outcome) ? outcome : { ...outcome, problems: [...reading.problems] };
  });

  register(app, routes.removeItem, ({ principal, params }) =>
    changeItem(machine, principal, { institutionId: params.id, inventory: params.name, key: params.key }, undefined),
  );
}
