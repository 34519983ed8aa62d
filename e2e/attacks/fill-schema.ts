/** A JSON Schema as far as routes use it. */
type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
};

/** What to put in a field of this name; undefined: whatever its schema allows. */
export type ByName = (name: string) => unknown;

/** A value that this schema accepts, with every field that it knows, the optional ones too. */
export function fillSchema(schema: unknown, byName: ByName = () => undefined, name = ''): unknown {
  return filled(schema ?? {}, byName, name);
}

function filled(schema: Schema, byName: ByName, name: string): unknown {
  const wanted = byName(name);
  if (wanted !== undefined && schema.type !== 'object' && schema.type !== 'array') return wanted;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return filled(schema.anyOf[0] ?? {}, byName, name);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => filled(part, byName, name)));
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([field, part]) => [field, filled(part, byName, field)]));
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => filled(schema.items ?? {}, byName, name));
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
    case 'boolean':
      return true;
    case 'string':
      return textFor(schema);
    default:
      return {};
  }
}

function textFor({ format, pattern, minLength = 0, maxLength = 20 }: Schema): string {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  if (format === 'date-time') return '2026-11-01T00:00:00Z';
  if (pattern?.includes('[0-9a-f]{64}') === true) return '0'.repeat(64);
  if (pattern?.includes('\\d{4}-\\d{2}-\\d{2}') === true) return '2026-12-01';
  return 'tekst'.padEnd(minLength, 'x').slice(0, Math.max(maxLength, minLength));
}
