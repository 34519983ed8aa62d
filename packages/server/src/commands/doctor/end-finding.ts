import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;
/** Time enough to ask for another. */
const DAYS_LEFT_MIN = 21;

/** Of something that has an end, such as a certificate or a key: ended, soon, or not yet. `end`: as the certificate writes it, or an Instant. */
export function endFinding(check: string, what: string, end: string, now: Instant, hint = 'Put a new one in its place.'): Finding {
  const endMs = Date.parse(end);
  if (Number.isNaN(endMs)) return worthALook(check, `${what} says an end that can't be read.`, hint);
  const day = new Date(endMs).toISOString().slice(0, 10);
  const days = Math.floor((endMs - millisecondsOf(now)) / DAY_MS);
  if (days < 0) return wrong(check, { message: `${what} ended on ${day}.`, hint });
  if (days < DAYS_LEFT_MIN) return worthALook(check, `${what} ends on ${day}, in ${days} days.`, hint);
  return well(check, `${what} is good until ${day}.`);
}
