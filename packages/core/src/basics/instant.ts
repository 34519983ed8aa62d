/**
 * A moment in UTC as text, always `YYYY-MM-DDTHH:MM:SS.sssZ`, so that it survives JSON and sorts as text.
 * Core never asks what time it is: `now` comes in as an argument.
 */
declare const brand: unique symbol;
export type Instant = string & { readonly [brand]: 'Instant' };

/** Reads an RFC 3339 date-time (a zone is required) or undefined; years 0001 to 9999. */
export function readInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return undefined;
  const milliseconds = Date.parse(text.replace(' ', 'T').toUpperCase());
  if (Number.isNaN(milliseconds)) return undefined;
  const instant = instantOf(milliseconds);
  // A zone may carry the last hours of 9999 into a year of five digits, which neither the text order nor the database takes.
  return /^(?!0000)\d{4}-/.test(instant) ? instant : undefined;
}

/** Milliseconds since 1970 to an instant. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

export function secondsLater(instant: Instant, seconds: number): Instant {
  return instantOf(millisecondsOf(instant) + seconds * 1000);
}

/** Negative where `a` comes first; whole milliseconds. */
export function millisecondsBetween(a: Instant, b: Instant): number {
  return millisecondsOf(b) - millisecondsOf(a);
}
