import { millisecondsBetween, type Instant } from '@forewarn/core/basics/instant.ts';
import type { OpenPoint } from '@forewarn/core/warnings/open-point.ts';
import { pointAtDesk, type SentToDesk } from '@forewarn/core/warnings/point-at-desk.ts';
import { lineOfKey } from './places-of-points.ts';

const HOUR_MS = 3_600_000;

/** An open point on the wire, with how it stands at the service desk where it was sent there. */
export function openPointShape(point: OpenPoint, now: Instant, sent: readonly SentToDesk[] = []) {
  const line = point.item === undefined ? undefined : lineOfKey(point.item.key);
  const { answer, assignment, steps, ...rest } = point;
  return {
    id: `${point.warningId}/${line ?? ''}`,
    ...rest,
    line,
    ageHours: Math.max(0, Math.floor(millisecondsBetween(point.askedAt, now) / HOUR_MS)),
    steps: [...steps],
    answer:
      answer === undefined
        ? undefined
        : {
            id: answer.id,
            answer: answer.answer,
            abuseCheck: answer.abuseCheck,
            answeredAs: answer.answeredAs,
            answeredAt: answer.answeredAt,
            confirmed: answer.confirmed,
            forwardedTo: answer.forwardedTo,
            until: answer.until,
            provider: answer.provider,
          },
    assignment:
      assignment === undefined
        ? undefined
        : {
            accountId: assignment.accountId,
            contactId: assignment.contactId,
            name: assignment.name,
            assignedAt: assignment.assignedAt,
            assignedBy: assignment.assignedBy,
          },
    atDesk: pointAtDesk(point, sent),
  };
}
