import { LISTING_BYTES_MAX, type Ask } from '../ask.ts';
import type { ListingOutcome } from '../csaf/survey-feed.ts';
import type { ListingBookmark } from '../listing.ts';
import { readRecordList } from '../read-record-list.ts';
import { fileIn, type RecordKind } from '../record-kind.ts';
import { readModifiedIds } from './read-modified-ids.ts';

const LOOK_BYTES = 4_096;

export const OSV_LIST: RecordKind = {
  title: 'OSV records of an ecosystem',
  name: 'OSV',
  scheduleSeconds: 3_600,
  namespace: 'https://osv.dev',
  addressOf: (given) => fileIn(given, 'modified_id.csv'),
  sizeBytesMax: LISTING_BYTES_MAX,
  recognises: (bytes) =>
    readModifiedIds(new TextDecoder().decode(bytes.subarray(0, LOOK_BYTES)), 'https://osv.example/', undefined) !== undefined,
};

/** The records that changed since the newest that is known; at first all of them, oldest first, which a poll may be cut off in. */
export function surveyOsvList(ask: Ask, url: string, known: ListingBookmark | undefined): Promise<ListingOutcome> {
  return readRecordList(ask, url, known, (bytes) => {
    const list = readModifiedIds(new TextDecoder().decode(bytes), url, known?.readUpTo);
    if (list === undefined) return { kind: 'fault', faults: [{ ...NOT_A_LIST, url }] };
    const { unreadableLines: lines } = list;
    const message = `${lines} ${lines === 1 ? 'line' : 'lines'} of the list could not be read; the others count.`;
    return {
      kind: 'read',
      documents: list.documents,
      readUpTo: list.newest,
      faults: lines === 0 ? [] : [{ code: 'list-line-unreadable', url, message, hint: 'Tell the publisher.' }],
    };
  });
}

const NOT_A_LIST = {
  code: 'not-a-list',
  message: 'What stands at this address is not the list of changed records of an ecosystem.',
  hint: 'Give the address of modified_id.csv in the folder of an ecosystem.',
};
