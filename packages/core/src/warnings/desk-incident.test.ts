import { expect, test } from 'vitest';
import { readDeskIncident } from './desk-incident.ts';

test('an incident is read alone or as the first of a list, with the words of the desk', () => {
  const incident = { id: 'a-1', number: 'I 2611 001', processingStatus: { id: 'x', name: 'In behandeling' }, closed: false };
  const read = { id: 'a-1', number: 'I 2611 001', status: 'In behandeling', closed: false };
  expect(readDeskIncident(incident)).toEqual(read);
  expect(readDeskIncident([incident, { id: 'b' }])).toEqual(read);
});

test('completed is closed too', () => {
  expect(readDeskIncident({ id: 'a', completed: true })?.closed).toBe(true);
});

test('what is no incident is none, whatever a desk answers', () => {
  for (const answer of [undefined, null, '', [], {}, { id: 5 }, { id: '../../x' }, [[]], { id: 'a'.repeat(101) }])
    expect(readDeskIncident(answer)).toBeUndefined();
});
