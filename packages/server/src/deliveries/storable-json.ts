/** Records for json_to_recordset. PostgreSQL takes neither NUL nor half a surrogate pair; one such character must not stop a release. */
export function storableJson(records: readonly object[]): string {
  return JSON.stringify(records, (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value));
}
