import { readInstant, type Instant } from '../../basics/instant.ts';
import { textAt, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';

/** A time of a record; one without a zone is UTC, as the CVE record format and the NVD's API say. A `date-unreadable` problem names `source`. */
export function readDate(view: JsonView, source: string, problems: Problem[]): Instant | undefined {
  const text = textAt(view, 100);
  if (text === undefined) return undefined;
  const instant = readInstant(text) ?? readInstant(`${text}Z`);
  if (instant === undefined) problems.push({ code: 'date-unreadable', at: view.at, message: `"${text}" is no date and time.`, source });
  return instant;
}
