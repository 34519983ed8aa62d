/**
 * Looks once in a turn of the event loop, however often it is asked in it: a file that is looked at for each of a thousand messages costs as much as
 * signing them. What changes meanwhile is seen in the next turn.
 */
export function onceATurn<Seen>(look: () => Seen): () => Seen {
  let seen: { readonly value: Seen } | undefined;
  return () => {
    if (seen !== undefined) return seen.value;
    seen = { value: look() };
    setImmediate(() => (seen = undefined));
    return seen.value;
  };
}
