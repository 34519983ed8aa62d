import { refuse, type Refusal } from '../basics/refusal.ts';
import type { WarningVersion } from './warning.ts';

/** Whether two people stand behind a release, and which. */
export type FourEyes =
  | { readonly kind: 'not-needed' }
  /** Whoever releases it did not write it: two people have read it. */
  | { readonly kind: 'second-person'; readonly author: string; readonly second: string }
  | { readonly kind: 'alone'; readonly because: string }
  | { readonly kind: 'missing' };

export type FourEyesFacts = {
  readonly version: Pick<WarningVersion, 'urgency' | 'kind'>;
  /** Who wrote the draft; absent where a rule did and no person touched it. */
  readonly author?: string;
  readonly releaser: string;
  /** Who approved exactly this text. */
  readonly approvedBy?: string;
  /** Why one person releases it alone. */
  readonly aloneBecause?: string;
};

/**
 * What may wake people is read by two (issue: four eyes for act now). A withdrawal stops clocks and wakes nobody, so it waits for nobody. A second
 * person goes before being alone: a reason that was typed and not needed is not what is kept.
 */
export function fourEyes({ version, author, releaser, approvedBy, aloneBecause }: FourEyesFacts): FourEyes {
  if (version.urgency !== 'act-now' || version.kind === 'withdrawal') return { kind: 'not-needed' };
  const second = [approvedBy, author].find((person) => person !== undefined && person !== releaser);
  if (second !== undefined)
    return second === author
      ? { kind: 'second-person', author, second: releaser }
      : { kind: 'second-person', author: author ?? releaser, second };
  const because = aloneBecause?.trim() ?? '';
  return because === '' ? { kind: 'missing' } : { kind: 'alone', because };
}

/** Undefined where it may go out. */
export function refusedToOne(eyes: FourEyes): Refusal<'second-person-needed'> | undefined {
  if (eyes.kind !== 'missing') return undefined;
  return refuse(
    'second-person-needed',
    'What may wake people is read by two persons, and only one has read this.',
    'Ask a colleague to approve or release it. Are you alone? Say why; that is recorded.',
  );
}
