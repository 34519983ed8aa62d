import type { WarningId } from '../basics/ids.ts';
import { URGENCIES } from '../deliveries/urgency.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { MemberMatter, OpenPoint } from './open-point.ts';
import type { Urgency } from './warning.ts';

/** One customer of an IT provider, as the provider sees it on its behalf. */
export type Customer = {
  readonly institutionId: string;
  readonly institution: string;
  /** Its consent is for answering too. */
  readonly mayAnswer: boolean;
  readonly matters: readonly MemberMatter[];
  readonly points: readonly OpenPoint[];
};

/** What one warning asks over all customers: "opgelost bij 11 van 14". */
export type QueuedWarning = {
  readonly warningId: WarningId;
  readonly reference: string;
  readonly tlp: TlpLabel;
  readonly title?: string;
  /** Of the customers' own urgencies the most urgent. */
  readonly urgency: Urgency;
  /** In words, each once. */
  readonly products: readonly string[];
  readonly told: number;
  readonly done: number;
  /** With open points, the most pressing first. */
  readonly customers: readonly (Pick<Customer, 'institutionId' | 'institution' | 'mayAnswer'> & {
    readonly points: readonly OpenPoint[];
  })[];
};

/**
 * One queue over all customers, by warning: what is most urgent and open at most customers first. A warning that every customer is done with
 * is left out. Each customer's points stay its own; nothing is told of one customer to another.
 */
export function providerQueue(customers: readonly Customer[]): readonly QueuedWarning[] {
  const ids = new Set(customers.flatMap(({ points }) => points.map(({ warningId }) => warningId)));
  return [...ids]
    .flatMap((warningId) => queuedWarning(warningId, customers))
    .toSorted(
      (a, b) =>
        URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) ||
        b.customers.length - a.customers.length ||
        (a.reference < b.reference ? -1 : 1),
    );
}

function queuedWarning(warningId: WarningId, customers: readonly Customer[]): readonly QueuedWarning[] {
  const waiting = customers.flatMap(({ matters: _, points, ...customer }) => {
    const its = points.filter((point) => point.warningId === warningId);
    return its.length === 0 ? [] : [{ ...customer, points: its }];
  });
  const points = waiting.flatMap((customer) => customer.points);
  const [first] = points;
  if (first === undefined) return [];
  const told = customers.filter(({ matters }) => matters.some(({ warning, decision }) => warning.id === warningId && decision.told)).length;
  return [
    {
      warningId,
      reference: first.reference,
      tlp: first.tlp,
      title: first.title,
      urgency: URGENCIES.find((urgency) => points.some((point) => point.urgency === urgency)) ?? first.urgency,
      products: [...new Set(points.flatMap(({ product }) => product ?? []))],
      told,
      done: told - waiting.length,
      customers: waiting.toSorted((a, b) => pressing(a.points) - pressing(b.points) || a.institution.localeCompare(b.institution, 'nl')),
    },
  ];
}

/** 0 where something is overdue, 1 where it asks somebody, 2 where somebody works on it. */
function pressing(points: readonly OpenPoint[]): number {
  if (points.some(({ isOverdue }) => isOverdue)) return 0;
  return points.some(({ asksYou }) => asksYou) ? 1 : 2;
}
