/** A day of the calendar as YYYY-MM-DD; undefined for anything else, 31 February too. */
export function readDay(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text ? undefined : text;
}
