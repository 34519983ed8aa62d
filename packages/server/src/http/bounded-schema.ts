/** What an integer column of the database holds. */
const INTEGER_MAX = 2_147_483_647;

/**
 * A route's schema in which every whole number that has no bound of its own is held to what the database holds, so that a number that is
 * too large is told as such. A new value; the shape itself stays as it is.
 */
export function boundedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(boundedSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, boundedSchema(part)]));
  if (parts['type'] !== 'integer') return parts;
  return {
    ...parts,
    ...('maximum' in parts || 'exclusiveMaximum' in parts ? {} : { maximum: INTEGER_MAX }),
    ...('minimum' in parts || 'exclusiveMinimum' in parts ? {} : { minimum: -INTEGER_MAX }),
  };
}
