import type { Language } from '@forewarn/core/institutions/institution.ts';

export type MomentWords = {
  readonly day: 'today' | 'yesterday' | 'other';
  /** "maandag 23 november 2026" */
  readonly fullDate: string;
  /** "16.12" in Dutch text, "16:12" in English. */
  readonly spokenTime: string;
  /** "16:12" today, "23 nov 16:12" else. */
  readonly table: string;
};

/** The parts of a moment in the reader's zone (or `zone`, an IANA name), as seen at `now` (milliseconds since 1970). */
export function momentWords(at: string, now: number, language: Language, zone?: string): MomentWords {
  const moment = new Date(at);
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions, date = moment) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, numberingSystem: 'latn' }).format(date);
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = dayOf(format, now);
  const thisYear = format({ year: 'numeric' }) === format({ year: 'numeric' }, new Date(now));
  return {
    day,
    fullDate: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    spokenTime: language === 'nl' ? clock.replace(':', '.') : clock,
    table: day === 'today' ? clock : `${format({ day: 'numeric', month: 'short', year: thisYear ? undefined : 'numeric' })} ${clock}`,
  };
}

function dayOf(format: (options: Intl.DateTimeFormatOptions, date?: Date) => string, now: number): MomentWords['day'] {
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const there = format(date);
  if (there === format(date, new Date(now))) return 'today';
  return there === format(date, new Date(now - 24 * 3_600_000)) ? 'yesterday' : 'other';
}
