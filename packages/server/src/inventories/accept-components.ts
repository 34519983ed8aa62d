import { createHash } from 'node:crypto';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Component } from '@forewarn/core/inventories/relation.ts';
import type { InventoryReading } from '@forewarn/core/inventories/inventory-reading.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { newId } from '../database/new-id.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findContents, insertComponents, replaceContents, type Contents } from './component-store.ts';
import { findNamedLine, type NamedLine } from './find-named-line.ts';
import { loadKeysOf, type KeysOf } from './product-keys.ts';
import { readUpload } from './read-upload.ts';
import { insertUpload } from './upload-store.ts';

/** Of one product. The largest real bill of materials that we know has 3,000. Beyond this the nearest to the product are kept. */
export const COMPONENTS_KEPT_MAX = 20_000;
const INSERTED_AT_ONCE = 2_000;

export type AcceptedComponents = {
  readonly kind: 'accepted' | 'unchanged';
  readonly contents: Contents;
  readonly problems: readonly Problem[];
};

/**
 * Keeps a bill of materials byte for byte and takes its components as what one line of an institution contains, in place of what was
 * known of it; with the audit entry and the job that matches the institution anew, in one transaction. The same document again changes
 * nothing. Refusals: `no-such` institution or line, `several-lines`, `input-unreadable`.
 */
export async function acceptComponents(
  machine: Machine,
  principal: Principal,
  said: {
    readonly institutionId: string;
    readonly of: string;
    readonly inventory?: string;
    readonly bytes: Uint8Array;
    readonly fileName: string;
  },
): Promise<AcceptedComponents | (Refusal & { readonly problems?: readonly Problem[] })> {
  const reading = await readUpload(said.bytes, said.fileName);
  if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
  const { format } = reading.value;
  if (format !== 'cyclonedx' && format !== 'spdx')
    return refuse(
      'input-unreadable',
      'This is no bill of materials (SBOM).',
      'Send CycloneDX or SPDX as JSON, as the supplier of the product gives it.',
      { about: 'sbom' },
    );
  const bill: Bill = {
    ...said,
    principal,
    format,
    sha256: createHash('sha256').update(said.bytes).digest(),
    components: componentsIn(reading.value),
    keysOf: await loadKeysOf(machine),
    now: machine.clock.now(),
  };
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findInstitution(trx, said.institutionId)) === undefined) return refuse('no-such', 'There is no such institution.');
    const line = await findNamedLine(trx, said);
    if (line.kind === 'refusal') return line;
    const earlier = await findContents(trx, line.inventoryId, line.item);
    if (earlier !== undefined && bill.sha256.equals(earlier.sha256))
      return { kind: 'unchanged', contents: earlier, problems: reading.problems };
    const contents = await storeBill(trx, bill, line);
    return { kind: 'accepted', contents, problems: [...tooMany(contents.leftOut), ...reading.problems] };
  });
}

type Bill = {
  readonly institutionId: string;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly principal: Principal;
  readonly format: string;
  readonly sha256: Buffer;
  readonly components: readonly Component[];
  readonly keysOf: KeysOf;
  readonly now: Instant;
};

async function storeBill(trx: Transaction, bill: Bill, line: NamedLine): Promise<Contents> {
  const { institutionId, format, sha256, now, principal } = bill;
  const { inventoryId, inventory, item } = line;
  const kept = bill.components.slice(0, COMPONENTS_KEPT_MAX);
  const contents: Contents = {
    id: newId<'Contents'>(now),
    institutionId,
    inventoryId,
    inventory,
    item,
    uploadId: newId<'Upload'>(now),
    format,
    componentCount: kept.length,
    leftOut: bill.components.length - kept.length,
    receivedAt: now,
    receivedBy: principalName(principal),
    sha256,
  };
  await insertUpload(trx, {
    id: contents.uploadId,
    institutionId,
    fileName: bill.fileName,
    format,
    sha256,
    bytes: bill.bytes,
    uploadedAt: now,
    uploadedBy: contents.receivedBy,
    acceptedAt: now,
  });
  await replaceContents(trx, contents);
  for (let from = 0; from < kept.length; from += INSERTED_AT_ONCE) {
    const writes = kept
      .slice(from, from + INSERTED_AT_ONCE)
      .map((component) => ({ component, productKeys: bill.keysOf({ key: '', exposure: 'unknown', ...component }) }));
    await insertComponents(trx, { contentsId: contents.id, institutionId }, writes);
  }
  await record(trx, {
    principal,
    at: now,
    action: 'components-accepted',
    subject: { kind: 'inventory', id: inventoryId },
    institutionId,
    details: { contents: contents.id, upload: contents.uploadId, components: kept.length, leftOut: contents.leftOut },
  });
  const payload = { institutionId, snapshotIds: [], contentsChanged: true };
  await enqueue(trx, 'match-inventory', payload, { key: `match-inventory:contents:${contents.id}` });
  return contents;
}

/** The product that the document describes is the line itself, and no part of it. Each component once, the nearest to the product first. */
function componentsIn(reading: InventoryReading): readonly Component[] {
  const byContent = new Map<string, Component>();
  const inOrder = reading.lines.filter(({ within }) => within === undefined || within.length > 0);
  for (const { item, within } of inOrder.toSorted((a, b) => (a.within?.length ?? 0) - (b.within?.length ?? 0))) {
    const { supplier, product, version, identifier } = item;
    const key = JSON.stringify([supplier, product, version, identifier]);
    if (byContent.has(key)) continue;
    byContent.set(key, {
      product,
      ...(supplier === undefined ? {} : { supplier }),
      ...(version === undefined ? {} : { version }),
      ...(identifier === undefined ? {} : { identifier }),
      ...(within === undefined ? {} : { within }),
    });
  }
  return [...byContent.values()];
}

function tooMany(leftOut: number): readonly Problem[] {
  if (leftOut === 0) return [];
  return [
    {
      code: 'components-left-out',
      at: '',
      message: `This document names ${COMPONENTS_KEPT_MAX + leftOut} different components; the ${COMPONENTS_KEPT_MAX} nearest to the product were kept. The document itself is kept whole.`,
      facts: { has: COMPONENTS_KEPT_MAX + leftOut, most: COMPONENTS_KEPT_MAX },
    },
  ];
}
