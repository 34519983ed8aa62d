import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Change } from '@forewarn/api/events.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { lastEntry, listChanges, type ChangeRow } from './events-store.ts';
import { endsListening, type Reader } from './ends-listening.ts';
import { heardChange } from './heard-change.ts';

const LOOK_EVERY_MS = 1_000;
/** An entry may become visible so long after one with a higher number: a transaction that took its time. In looks. */
const LATE_LOOKS = 30;
/** More than this at once is told as "read again": a release to thousands writes as many entries. */
const ROWS_MAX = 2_000;
const CHANGES_MAX = 100;
/** So many looks back somebody who comes again is told what was missed. */
const KEPT_LOOKS = 120;
const LISTENERS_MAX = 500;
/** Of one reader: its tabs and windows that are in sight. */
const LISTENERS_PER_READER_MAX = 6;

/** What a reader hears at once; `again`: everything may have changed. `place` is what it sends back to hear what came after. */
export type Heard = { readonly place: string; readonly again: boolean; readonly changes: readonly Change[] };
export type Listener = Reader & { readonly onHeard: (heard: Heard) => void; readonly onEnd: () => void };
export type Listening = { readonly since: Heard; readonly stop: () => void };
export type ChangeHub = {
  /** Undefined: too many listen already. */
  readonly listen: (listener: Listener, place: string | undefined) => Promise<Listening | undefined>;
  readonly close: () => Promise<void>;
};

type Look = { readonly number: number; readonly rows: readonly ChangeRow[] | 'too-many' };

/**
 * Reads the audit trail once a second for everybody who listens, and hands each what is theirs to hear. Where nobody has listened for
 * two minutes it rests. The trail and not NOTIFY: that would make every commit that writes an entry wait for the one before.
 */
export function changeHub(machine: Machine): ChangeHub {
  const name = randomUUID().slice(0, 8); // places of another process, or of before a restart, are not ours
  const listeners = new Set<Listener>();
  const stopping = new AbortController();
  let looks: Look[] = [];
  let number = 0;
  let working: Promise<void> | undefined;
  let reading: Reading | undefined;

  return {
    listen: async (listener, place) => {
      const ofReader = [...listeners].filter((other) => readerOf(other.principal) === readerOf(listener.principal));
      if (stopping.signal.aborted || listeners.size >= LISTENERS_MAX || ofReader.length >= LISTENERS_PER_READER_MAX) return undefined;
      listeners.add(listener);
      try {
        reading ??= await beginReading(machine);
      } catch (cause) {
        listeners.delete(listener);
        throw cause;
      }
      working ??= work();
      return { since: since(listener.principal, place), stop: () => listeners.delete(listener) };
    },
    close: async () => {
      stopping.abort();
      for (const listener of listeners) listener.onEnd();
      await working;
    },
  };

  async function work(): Promise<void> {
    for (let idle = 0; idle < KEPT_LOOKS && !stopping.signal.aborted; idle = listeners.size === 0 ? idle + 1 : 0) {
      await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (!stopping.signal.aborted) await look();
    }
    working = undefined;
    reading = undefined;
    looks = [];
  }

  async function look(): Promise<void> {
    try {
      if (reading === undefined) return;
      const rows = await reading.next();
      number += 1;
      if (rows !== 'too-many' && rows.length === 0) return;
      const seen: Look = { number, rows };
      looks = [...looks.filter((one) => one.number > number - KEPT_LOOKS), seen];
      for (const listener of listeners) {
        // Before anything is told: the change of rights may be in the same look as what may no longer be heard.
        if (rows === 'too-many' || rows.some((row) => endsListening(listener, row))) {
          listeners.delete(listener);
          listener.onEnd();
          continue;
        }
        const heard = heardIn([seen], listener.principal);
        if (heard.again || heard.changes.length > 0) listener.onHeard(heard);
      }
    } catch (cause) {
      machine.log.warn({ err: cause }, 'what changed could not be read; it is tried again every second');
    }
  }

  function since(principal: Principal, place: string | undefined): Heard {
    const from = place?.startsWith(`${name}-`) === true ? Number(place.slice(name.length + 1)) : Number.NaN;
    if (!(from <= number && from > number - KEPT_LOOKS)) return { place: `${name}-${number}`, again: true, changes: [] };
    return heardIn(
      looks.filter((one) => one.number > from),
      principal,
    );
  }

  function heardIn(some: readonly Look[], principal: Principal): Heard {
    const found = new Map<string, Change>();
    for (const { rows } of some)
      for (const row of rows === 'too-many' ? [] : rows) {
        const change = heardChange(principal, row);
        if (change !== undefined) found.set(`${change.word} ${change.id ?? ''}`, change);
      }
    const again = some.some(({ rows }) => rows === 'too-many') || found.size > CHANGES_MAX;
    return { place: `${name}-${number}`, again, changes: again ? [] : [...found.values()] };
  }
}

type Reading = { readonly next: () => Promise<readonly ChangeRow[] | 'too-many'> };

/** Entries become visible in another order than they are numbered in, so the last ones are read once more for a while. */
async function beginReading(machine: Machine): Promise<Reading> {
  let floor = await asSystem(machine.database, 'tell-changes', lastEntry);
  let recent: { readonly id: number; readonly looksLeft: number }[] = [];
  return {
    next: async () => {
      const rows = await asSystem(machine.database, 'tell-changes', (trx) => listChanges(trx, floor, ROWS_MAX + 1));
      if (rows.length > ROWS_MAX) {
        floor = await asSystem(machine.database, 'tell-changes', lastEntry);
        recent = [];
        return 'too-many';
      }
      const known = new Set(recent.map(({ id }) => id));
      const fresh = rows.filter(({ id }) => !known.has(id));
      recent = [
        ...recent.map((one) => ({ ...one, looksLeft: one.looksLeft - 1 })),
        ...fresh.map(({ id }) => ({ id, looksLeft: LATE_LOOKS })),
      ];
      floor = Math.max(floor, ...recent.filter(({ looksLeft }) => looksLeft <= 0).map(({ id }) => id));
      recent = recent.filter(({ id }) => id > floor);
      return fresh;
    },
  };
}

function readerOf(principal: Principal): string {
  if ('accountId' in principal && principal.accountId !== undefined) return principal.accountId;
  return `${principal.kind} ${'institutionId' in principal ? principal.institutionId : ''} ${principalName(principal)}`;
}
