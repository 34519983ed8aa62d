import { expect, test } from 'vitest';
import { atomText } from './atom-text.ts';
import { at } from './example-warning.test-support.ts';

const updated = at('2026-11-23T15:00:00Z');
const entry = {
  id: 'urn:uuid:1',
  title: 'Meridiaan EPD: lek wordt misbruikt',
  summary: 'Nu handelen',
  category: 'act-now',
  url: 'https://cert.example/w/1',
  published: updated,
  updated,
};
const feed = {
  id: 'urn:uuid:0',
  title: 'Waarschuwingen',
  author: 'Zorg-CERT',
  selfUrl: 'https://cert.example/f?a=1&b=2',
  updated,
  entries: [entry],
};

test('a feed has what RFC 4287 asks of it and of each entry', () => {
  const text = atomText(feed);
  for (const element of ['id', 'title', 'updated']) expect(text.match(new RegExp(`<${element}>`, 'g')), element).toHaveLength(2);
  expect(text).toContain('<link rel="self" href="https://cert.example/f?a=1&amp;b=2"/>');
  expect(text).toContain('<updated>2026-11-23T15:00:00.000Z</updated>');
});

test('a title writes no markup, and what no XML may hold is left out', () => {
  const text = atomText({ ...feed, entries: [{ ...entry, title: '</title><script>"&\u0000\ud800' }] });
  expect(text).toContain('<title>&lt;/title&gt;&lt;script&gt;&quot;&amp;\ufffd</title>');
});
