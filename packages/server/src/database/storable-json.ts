/** Half a surrogate pair is written as an escape, so is NUL (ECMA-262, QuoteJSONString): text without such an escape holds neither. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/** Records for json_to_recordset. PostgreSQL takes neither NUL nor half a surrogate pair; one such character must not stop a release. */
export function storableJson(records: readonly object[]): string {
  return storable(records).text;
}

/** The same; `isAsGiven`: every character of them is kept. */
export function storable(records: readonly object[]): { readonly text: string; readonly isAsGiven: boolean } {
  const text = JSON.stringify(records);
  if (!UNSTORABLE.test(text)) return { text, isAsGiven: true };
  const kept = JSON.stringify(records, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value,
  );
  return { text: kept, isAsGiven: false };
}
