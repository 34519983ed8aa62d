import { parseCronItems } from 'graphile-worker';
import type pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { handInAdvisory } from '@forewarn/api/advisories.ts';
import type { Client } from '@forewarn/api/client.ts';
import { acceptInstitutions } from '@forewarn/api/institutions.ts';
import { acceptUpload, uploadInventory } from '@forewarn/api/inventories.ts';
import { acknowledgeWarning, addStandingRule, closeWarning, draftVersion, draftWarning, releaseWarning } from '@forewarn/api/warnings.ts';
import { institutionIds } from '@forewarn/fakes/story/load-world.ts';
import { DELIVERIES_CHANNEL } from '@forewarn/server/deliveries/wake-channel.ts';
import { RECURRING } from '@forewarn/server/schedule.ts';
import { whatWaits } from './look-at-state.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import { soakAdvisory, SOAK_PRODUCTS, SOAK_SUPPLIER } from './soak-advisory.ts';
import { answersAfterMinutes, DAY_MINUTES, WEEK, WEEK_BEGINS_MS, type Event } from './week.ts';

export type WeekPlace = {
  readonly cert: Client;
  readonly pool: pg.Pool;
  readonly clock: SimulatedClock;
  readonly institutions: number;
  /** The clock goes forward by so many minutes, and then only when nothing is due any more. */
  readonly stepMinutes: number;
  readonly days: number;
  readonly endsAtMs: number;
  readonly onDay: (day: number, when: 'start' | 'end', peak: Peak) => Promise<void>;
};

/** The most that waited at one look. */
export type Peak = { jobs: number; deliveries: number };
export type Played = { readonly days: number; readonly released: number };

const WRITES_AT_ONCE = 8;
const LOOK_EVERY_MS = 15;
/** What is due and does not get done in so long is stuck: the week ends there. */
const REST_MS_MAX = 600_000;

/** Plays the week, day by day, until it is over or the hour is. */
export async function playWeek(place: WeekPlace): Promise<Played> {
  const week = new Week(place);
  await place.clock.moveTo(WEEK_BEGINS_MS);
  await week.furnish();
  for (let day = 0; day < place.days; day += 1) {
    const peak: Peak = { jobs: 0, deliveries: 0 };
    await week.rest(peak);
    await place.onDay(day, 'start', peak);
    for (let minute = day * DAY_MINUTES; minute < (day + 1) * DAY_MINUTES; minute += place.stepMinutes) {
      if (Date.now() > place.endsAtMs) return { days: day, released: week.released };
      await week.step(minute, peak);
    }
    await place.onDay(day, 'end', peak);
  }
  return { days: place.days, released: week.released };
}

type PlannedAnswer = { readonly minute: number; readonly warningId: string; readonly institutionId: string };

/** Holds what of the week is still to come; played once. */
class Week {
  readonly #place: WeekPlace;
  readonly #schedule = parseCronItems(RECURRING.map(({ pattern, job }) => ({ match: pattern, task: job })));
  readonly #warnings = new Map<number, { readonly id: string; readonly version: number }>();
  #answers: PlannedAnswer[] = [];
  #ids: readonly string[] = [];
  #done = 0;
  released = 0;

  constructor(place: WeekPlace) {
    this.#place = place;
  }

  /** Everybody holds the first product, and two of the others. */
  async furnish(): Promise<void> {
    const { cert, institutions } = this.#place;
    const entries = Array.from({ length: institutions }, (_, number) => ({
      name: nameOf(number),
      sector: 'ggz',
      contacts: [
        { name: 'Piket', role: '24/7', email: `piket${number}@leden.example` },
        { name: 'Security', role: 'CISO', email: `ciso${number}@leden.example` },
      ],
    }));
    for (let from = 0; from < institutions; from += 500)
      await cert.call(acceptInstitutions, { body: { institutions: entries.slice(from, from + 500) } });
    const lines = entries.flatMap(({ name }, number) =>
      [0, 1 + (number % 5), 1 + ((number + 2) % 5)].map((product) => `${name};${SOAK_SUPPLIER};${SOAK_PRODUCTS[product]};1.0`),
    );
    const body = new TextEncoder().encode(`instelling;leverancier;product;versie\n${lines.join('\n')}\n`);
    const upload = await cert.call(uploadInventory, { query: { fileName: 'register.csv' }, body });
    await cert.call(acceptUpload, { params: { id: upload.id }, body: {} });
    await cert.call(addStandingRule, {
      body: {
        name: 'Kritiek en zeker aanwezig',
        condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 9 }], tlpMax: 'GREEN' },
        urgency: 'this-week',
        automaticRelease: false,
      },
    });
    const ids = await institutionIds(cert);
    this.#ids = entries.map(({ name }) => ids.get(name) ?? '');
  }

  async step(minute: number, peak: Peak): Promise<void> {
    const { clock, stepMinutes } = this.#place;
    await clock.moveTo(WEEK_BEGINS_MS + (minute + stepMinutes) * 60_000);
    await this.#enqueueRecurring(minute);
    const until = minute + stepMinutes;
    for (const event of WEEK.filter((one) => one.minute >= minute && one.minute < until)) await this.#happen(event);
    await this.#answerDue(until);
    await this.rest(peak);
  }

  /** As the queue's own clock does at each minute: those of the minutes that were passed, each once. */
  async #enqueueRecurring(minute: number): Promise<void> {
    const { pool, stepMinutes } = this.#place;
    const due = new Set<string>();
    for (let passed = minute; passed < minute + stepMinutes; passed += 1) {
      const at = new Date(WEEK_BEGINS_MS + passed * 60_000);
      const digest = {
        min: at.getUTCMinutes(),
        hour: at.getUTCHours(),
        date: at.getUTCDate(),
        month: at.getUTCMonth() + 1,
        dow: at.getUTCDay(),
      };
      for (const item of this.#schedule) if (item.match(digest)) due.add(item.task);
    }
    await pool.query('select graphile_worker.add_job(job, job_key => job, max_attempts => 3) from unnest($1::text[]) as job', [[...due]]);
  }

  async #happen(event: Event): Promise<void> {
    const { cert } = this.#place;
    switch (event.kind) {
      case 'advisory':
        await cert.call(handInAdvisory, { query: { fileName: 'advisory.json' }, body: soakAdvisory(event.number, WEEK_BEGINS_MS) });
        break;
      case 'warning': {
        const { id } = await cert.call(draftWarning, { body: { matter: matterOf(event.warning), ...contentOf(event) } });
        await this.#release(event, id, 1);
        break;
      }
      case 'update': {
        const { id, version } = this.#warnings.get(event.warning) ?? { id: '', version: 0 };
        await cert.call(draftVersion, { params: { id }, body: { kind: 'update', ...contentOf(event, version + 1) } });
        await this.#release(event, id, version + 1);
        break;
      }
      case 'close':
        await cert.call(closeWarning, { params: { id: this.#warnings.get(event.warning)?.id ?? '' }, body: { because: 'De week is om.' } });
        break;
    }
  }

  async #release(event: Event & { readonly warning: number }, id: string, version: number): Promise<void> {
    await this.#place.cert.call(releaseWarning, { params: { id }, body: { version, alone: { because: 'a simulated week' } } });
    this.#warnings.set(event.warning, { id, version });
    this.released += 1;
    for (const [number, institutionId] of this.#ids.entries()) {
      const after = answersAfterMinutes(number);
      if (after === undefined || !holds(number, event.warning)) continue;
      this.#answers.push({ minute: event.minute + after, warningId: id, institutionId });
    }
    this.#answers.sort((a, b) => a.minute - b.minute);
  }

  async #answerDue(until: number): Promise<void> {
    const due: PlannedAnswer[] = [];
    while ((this.#answers[0]?.minute ?? until) < until) due.push(...this.#answers.splice(0, 1));
    for (let from = 0; from < due.length; from += WRITES_AT_ONCE)
      await Promise.all(due.slice(from, from + WRITES_AT_ONCE).map((one) => this.#answer(one)));
  }

  async #answer({ warningId, institutionId }: PlannedAnswer): Promise<void> {
    this.#done += 1;
    await this.#place.cert.call(acknowledgeWarning, {
      params: { id: warningId },
      body: { answer: this.#done % 3 === 0 ? 'fixed' : 'working', answeredAs: 'Beheer', institutionId },
    });
  }

  /** Until nothing is due any more. */
  async rest(peak: Peak): Promise<void> {
    const { pool } = this.#place;
    for (const endsAtMs = Date.now() + REST_MS_MAX; ;) {
      const { jobs, deliveries } = await whatWaits(pool);
      peak.jobs = Math.max(peak.jobs, jobs);
      peak.deliveries = Math.max(peak.deliveries, deliveries);
      if (jobs === 0 && deliveries === 0) return;
      if (Date.now() > endsAtMs) throw new Error(`stuck: ${jobs} jobs and ${deliveries} deliveries are due and do not get done`);
      if (deliveries > 0) await pool.query('select pg_notify($1, $2)', [DELIVERIES_CHANNEL, '']); // what came due by the jump alone
      await pause(LOOK_EVERY_MS);
    }
  }
}

function holds(institution: number, product: number): boolean {
  return product === 0 || product === 1 + (institution % 5) || product === 1 + ((institution + 2) % 5);
}

function nameOf(number: number): string {
  return `Instelling ${String(number).padStart(5, '0')}`;
}

function matterOf(product: number) {
  const name = SOAK_PRODUCTS[product] ?? '';
  return {
    title: name,
    source: 'telefoon',
    scope: { suppliers: [SOAK_SUPPLIER], products: [{ supplier: SOAK_SUPPLIER, product: name }] },
  };
}

function contentOf(event: Event & { readonly kind: 'warning' | 'update' }, version = 1) {
  const nl = {
    title: `Lek in ${SOAK_PRODUCTS[event.warning]}, bericht ${version}`,
    summary: 'Er zit een lek in dit product. Aanvallers kunnen er van buiten bij.',
    actions: [{ text: `Zet versie ${version}.9 erop en sluit de toegang van buiten.` }],
    whatChanged: 'Er is een nieuwe versie.',
  };
  return { urgency: event.urgency, tlp: 'GREEN', texts: { nl } } as const;
}
