import type { Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';
import type { TlpLabel } from '../sharing/tlp.ts';

/** The CERT's own reports (DOMAIN §5.5); stored spelling. */
export const REPORT_KINDS = ['shift', 'day', 'end-of-week'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** What happened in a period, as it is recorded. */
export type ReportFacts = {
  /** Who did something, most first, with how many entries of the trail. */
  readonly handlers: readonly { readonly name: string; readonly entries: number }[];
  readonly released: readonly {
    readonly reference: string;
    readonly version: number;
    readonly kind: string;
    readonly title: { readonly nl: string; readonly en?: string };
    readonly urgency: string;
    readonly tlp: TlpLabel;
    readonly at: Instant;
    readonly told: number;
  }[];
  readonly matters: readonly { readonly title: string; readonly source: string; readonly openedAt: Instant; readonly owner?: string }[];
  readonly setAside: readonly { readonly title: string; readonly because: string }[];
  readonly calls: readonly { readonly outcome: string; readonly count: number }[];
  readonly help: { readonly opened: number; readonly done: number; readonly open: number; readonly late: number };
  /** What waits at the end: drafts, and notices to the CERT. */
  readonly toDo: readonly string[];
};

export type ReportSection = {
  /** Stable: handlers, released, matters, set-aside, contacts, help, to-do, community, media. */
  readonly code: string;
  readonly heading: string;
  /** Facts first; a person adds. */
  readonly lines: readonly string[];
};

export type Report = {
  readonly kind: ReportKind;
  readonly language: Language;
  /** An end-of-week goes to members: GREEN, without names of institutions and without what is above GREEN. */
  readonly tlp: TlpLabel;
  readonly title: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly sections: readonly ReportSection[];
};
