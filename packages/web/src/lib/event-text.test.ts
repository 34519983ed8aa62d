import { expect, test } from 'vitest';
import { readEvents } from './event-text.ts';

test('events are read as they come in, and half an event waits for its other half', () => {
  const first = readEvents('retry: 2000\nid: ab-1\nevent: again\ndata: {}\n\nid: ab-2\nevent: chan');
  expect(first).toEqual({ events: [{ event: 'again', data: '{}', id: 'ab-1' }], rest: 'id: ab-2\nevent: chan' });
  const second = readEvents(`${first.rest}ged\ndata: {"changes":[]}\n\n`);
  expect(second).toEqual({ events: [{ event: 'changed', data: '{"changes":[]}', id: 'ab-2' }], rest: '' });
});

test('a heartbeat says nothing', () => {
  expect(readEvents(':\n\n')).toEqual({ events: [{ event: '', data: '', id: undefined }], rest: '' });
});
