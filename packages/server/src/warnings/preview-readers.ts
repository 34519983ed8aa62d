import type { Instant } from '@forewarn/core/basics/instant.ts';
import { WAY_OF_CHANNEL } from '@forewarn/core/deliveries/may-go-out.ts';
import { describeWithheld } from '@forewarn/core/sharing/describe-withheld.ts';
import { USUAL_READERS, whatReadersSee, type AskedReader, type SeenByReader } from '@forewarn/core/sharing/what-readers-see.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { ToldInstitution } from './plan-release.ts';

/** To whom how many messages go, by role and channel. */
export type ReadersCounted = Map<string, { readonly asked: AskedReader; readonly contacts: number }>;

/** Adds those whom this part of a release sends to. */
export function countReaders(counted: ReadersCounted, told: readonly ToldInstitution[]): void {
  for (const { contacts, deliveries } of told)
    for (const { contactId, channel } of deliveries) {
      const role = contacts.find(({ id }) => id === contactId)?.role;
      if (role === undefined) continue;
      const way = WAY_OF_CHANNEL[channel];
      const key = `${role} ${way}`;
      const asked: AskedReader = { reader: { kind: 'contact', role }, channel: way, purpose: 'warn' };
      counted.set(key, { asked, contacts: (counted.get(key)?.contacts ?? 0) + 1 });
    }
}

/** Those whom the release sends to, by role and channel with how many they are; then who else may look. */
export function previewReaders(
  counted: ReadersCounted,
  version: Pick<WarningVersion, 'tlp' | 'sharedWithItProvider' | 'embargoUntil'>,
  now: Instant,
) {
  const sent = [...counted.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const readers = [...sent.map(({ asked }) => asked), ...USUAL_READERS];
  const { tlp: label, sharedWithItProvider, embargoUntil } = version;
  return whatReadersSee({ label, sharedWithItProvider, embargoUntil }, readers, now).map((seen, place) =>
    shapeOf(seen, sent[place]?.contacts),
  );
}

function shapeOf({ reader, channel, purpose, sees, blocks }: SeenByReader, contacts: number | undefined) {
  return {
    who: reader.kind,
    role: 'role' in reader ? reader.role : undefined,
    channel,
    purpose,
    contacts,
    sees,
    blocks: blocks.map(({ block, verdict }) =>
      verdict.kind === 'yes'
        ? { block, sees: verdict.kind }
        : {
            block,
            sees: verdict.kind,
            because: verdict.because,
            inWords: { nl: describeWithheld(verdict.because, 'nl'), en: describeWithheld(verdict.because, 'en') },
          },
    ),
  };
}
