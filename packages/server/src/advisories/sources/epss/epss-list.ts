import { constants, gunzipSync } from 'node:zlib';
import { epssReader } from '@forewarn/core/advisories/formats/epss.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../../../machine.ts';
import { acceptEpss } from '../../accept-epss.ts';
import type { RawDocument } from '../../raw-document.ts';
import { isPacked } from '../../unpack-epss.ts';
import type { ListKind, ListOutcome } from '../list-kind.ts';

/** Packed it has 2.3 MB today, unpacked 13. */
const FILE_BYTES_MAX = 128 * 1024 * 1024;
const LOOK_BYTES = 4_096;

/** The daily file of EPSS scores. */
export const EPSS_LIST: ListKind = {
  title: 'EPSS, daily scores (FIRST)',
  name: 'EPSS',
  scheduleSeconds: 3 * 3600,
  sizeBytesMax: FILE_BYTES_MAX,
  recognises: isEpss,
  takeIn,
};

function isEpss(bytes: Uint8Array): boolean {
  const reader = epssReader();
  reader.next(textOf(bytes.subarray(0, LOOK_BYTES)));
  return reader.end().outcome.kind === 'read';
}

/** The beginning of the text; of a packed file as much of it as these bytes unpack to. */
function textOf(bytes: Uint8Array): string {
  try {
    const unpacked = isPacked(bytes) ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1024 * 1024 }) : bytes;
    return new TextDecoder().decode(unpacked);
  } catch {
    return '';
  }
}

async function takeIn(machine: Machine, principal: Principal, copy: RawDocument): Promise<ListOutcome> {
  const outcome = await acceptEpss(machine, principal, copy);
  if (!isRefusal(outcome)) return { kind: 'taken', problems: outcome.problems };
  const { code, message, hint } = outcome;
  const stays = code === 'list-shrank' ? message : `${message} The scores that were in force stay.`;
  return { kind: 'kept-last', problems: [{ code, at: '', message: stays, ...(hint === undefined ? {} : { hint }) }] };
}
