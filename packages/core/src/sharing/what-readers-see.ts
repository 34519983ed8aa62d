import type { Instant } from '../basics/instant.ts';
import { mayReceive } from './may-receive.ts';
import { BLOCKS, type MayReceive, type Purpose, type Reader, type SharedBlock, type Sharing, type Way } from './sharing.ts';

export type AskedReader = { readonly reader: Reader; readonly channel: Way; readonly purpose: Purpose };

export type SeenByReader = AskedReader & {
  /** All of it, some of it, only that there is something, or nothing. */
  readonly sees: 'everything' | 'part' | 'notice-only' | 'nothing';
  readonly blocks: readonly { readonly block: SharedBlock; readonly verdict: MayReceive }[];
};

/** Who reads a warning beside those that it is sent to: the page behind the link, the portal, the provider, those with a part in the sector. */
export const USUAL_READERS: readonly AskedReader[] = [
  { reader: { kind: 'group' }, channel: 'subject', purpose: 'mail-subject' },
  { reader: { kind: 'group' }, channel: 'answer-page', purpose: 'read' },
  { reader: { kind: 'colleague' }, channel: 'mail-code', purpose: 'read' },
  { reader: { kind: 'colleague' }, channel: 'signed-in', purpose: 'read' },
  { reader: { kind: 'service-account' }, channel: 'signed-in', purpose: 'read' },
  { reader: { kind: 'it-provider' }, channel: 'signed-in', purpose: 'provider' },
  { reader: { kind: 'branch' }, channel: 'signed-in', purpose: 'read' },
  { reader: { kind: 'supplier' }, channel: 'signed-in', purpose: 'read' },
  { reader: { kind: 'anyone' }, channel: 'static-page', purpose: 'publish' },
];

/** What each of these readers would see of a text, block by block, and why not the rest. The release's preview shows it. */
export function whatReadersSee(
  text: Pick<Sharing, 'label' | 'sharedWithItProvider' | 'embargoUntil'>,
  readers: readonly AskedReader[],
  now: Instant,
): readonly SeenByReader[] {
  return readers.map((asked) => {
    const blocks = BLOCKS.map((block) => ({ block, verdict: mayReceive({ ...text, ...asked, block }, now) }));
    return { ...asked, sees: summed(blocks.map(({ verdict }) => verdict.kind)), blocks };
  });
}

function summed(kinds: readonly MayReceive['kind'][]): SeenByReader['sees'] {
  if (kinds.every((kind) => kind === 'yes')) return 'everything';
  if (kinds.includes('yes')) return 'part';
  return kinds.includes('notice-only') ? 'notice-only' : 'nothing';
}
