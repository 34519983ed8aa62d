/**
 * A place in somebody else's JSON, with its pointer (RFC 6901), so that whatever is wrong can be said at its place.
 * Looking at what is not there, or is of another type, gives undefined or nothing; it never throws.
 */
export type JsonView = { readonly value: unknown; readonly at: string };

export function field(view: JsonView, name: string): JsonView {
  const holder = view.value;
  const found = typeof holder === 'object' && holder !== null && !Array.isArray(holder) && Object.hasOwn(holder, name);
  return {
    value: found ? (holder as Record<string, unknown>)[name] : undefined,
    at: `${view.at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  };
}

/** A field of a field: `path(view, 'document', 'tracking', 'id')`. */
export function path(view: JsonView, ...names: readonly string[]): JsonView {
  return names.reduce(field, view);
}

/** The elements of an array, at most `max` of them; none where it is no array. */
export function elements(view: JsonView, max: number): readonly JsonView[] {
  if (!Array.isArray(view.value)) return [];
  return view.value.slice(0, max).map((value: unknown, index) => ({ value, at: `${view.at}/${index}` }));
}

/** The text at this place, cut to `max` characters (UTF-16 units, never within a pair); undefined where it is no text or is empty. */
export function textAt(view: JsonView, max: number): string | undefined {
  if (typeof view.value !== 'string' || view.value === '') return undefined;
  return view.value.length <= max
    ? view.value
    : view.value
        .slice(0, max)
        .toWellFormed()
        .replace(/\uFFFD$/, '');
}

/** The texts of an array; what is no text is left out. */
export function textsAt(view: JsonView, countMax: number, lengthMax: number): readonly string[] {
  return elements(view, countMax).flatMap((element) => textAt(element, lengthMax) ?? []);
}

export function isObject(view: JsonView): boolean {
  return typeof view.value === 'object' && view.value !== null && !Array.isArray(view.value);
}
