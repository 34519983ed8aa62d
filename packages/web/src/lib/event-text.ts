/** One server-sent event (WHATWG HTML, section 9.2.6), as far as GET /api/events sends them. */
export type ServerEvent = { readonly event: string; readonly data: string; readonly id?: string };

/** What is whole of the text so far, and the rest of it that is not yet. */
export function readEvents(text: string): { readonly events: readonly ServerEvent[]; readonly rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  return { events: blocks.map(eventOf), rest };
}

function eventOf(block: string): ServerEvent {
  let event = '';
  let data = '';
  let id: string | undefined;
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(event|data|id): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data = value;
    if (field === 'id') id = value;
  }
  return { event, data, id };
}
