/** Half a surrogate pair is written as an escape, so is NUL (ECMA-262, QuoteJSONString): text without such an escape holds neither. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/** Records for json_to_recordset. PostgreSQL takes neither NUL nor half a surrogate pair; one such character must not stop a release. */
export function storableJson(records: readonly object[]): string {
  const text = JSON.stringify(records);
  if (!UNSTORABLE.test(text)) return text;
  return JSON.stringify(records, (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value));
}
