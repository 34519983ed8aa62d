import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../../machine.ts';
import type { RawDocument } from '../raw-document.ts';

/** What became of a copy of a list. */
export type ListOutcome = {
  /** `taken`: it is in force now. `kept-last`: it is not good, and the last good copy stays in force. */
  readonly kind: 'taken' | 'kept-last';
  /** What is wrong with it, for the source's page; also where it was taken because there was no better one. */
  readonly problems: readonly Problem[];
};

/** How one kind of list is read: one file that is all there is, where each copy takes the place of the one before. */
export type ListKind = {
  /** In words, for the source's page. */
  readonly title: string;
  /** What a source of it is called where nobody gives it a name. */
  readonly name: string;
  /** From one poll to the next, where nobody says. */
  readonly scheduleSeconds: number;
  readonly sizeBytesMax: number;
  /** Whether these bytes are such a list, good or broken. Never throws. */
  readonly recognises: (bytes: Uint8Array) => boolean;
  /** Reads a copy and makes it the one in force, or says why not; the bytes are kept either way. The same copy again changes nothing. */
  readonly takeIn: (machine: Machine, principal: Principal, copy: RawDocument) => Promise<ListOutcome>;
};
