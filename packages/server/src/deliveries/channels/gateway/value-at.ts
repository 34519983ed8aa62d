import type { Pointer } from './gateway.ts';

/** The value at a JSON pointer (RFC 6901 §4) as text; undefined where there is none, or no text or number. Gateway-controlled. */
export function valueAt(value: unknown, pointer: Pointer): string | undefined {
  let found = value;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined;
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 2_000) : undefined;
}
