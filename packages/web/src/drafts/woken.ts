import type { Preview } from './draft-queries.ts';

type Row = Preview['institutions'][number];
type Told = Pick<Preview, 'institutions' | 'counts'>;

/** Institutions of which somebody is disturbed at once, day or night: those that are listed. */
export function wokenBy({ institutions }: Told): readonly Row[] {
  return institutions.filter(
    ({ urgency, decision, contacts }) => urgency === 'act-now' && decision !== 'stay-silent' && decision !== 'close' && contacts.length > 0,
  );
}

/** How many people are disturbed, and how many of them are listed: a preview lists the first institutions alone. */
export function wokenInAll(told: Told): { readonly inAll: number; readonly listed: number } {
  const listed = wokenBy(told).reduce((sum, { contacts }) => sum + contacts.length, 0);
  return { inAll: told.counts.woken ?? listed, listed };
}
