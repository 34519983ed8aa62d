import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerReader } from './answer-reader.ts';

const MAX = 20;

/** What comes of an answer that arrives in these pieces, and after how many of them nothing more is asked for. */
function read(pieces: readonly string[]) {
  const reader = new AnswerReader(MAX);
  const said = pieces.map((piece) => reader.take(Buffer.from(piece, 'latin1')));
  const answer = reader.answer();
  return { said: said.at(-1), answer: answer === undefined ? undefined : { ...answer, content: answer.content.toString('latin1') } };
}

test.each([
  ['no content', 'HTTP/1.1 204 No Content\r\n\r\n', 204, ''],
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntaken', 200, 'taken'],
  ['no reason, an older version, a tab', 'HTTP/1.0 500\r\ncontent-length:\t2\r\n\r\nno', 500, 'no'],
  [
    'chunks, with their extensions',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\ntak\r\n2\r\nen\r\n0\r\n\r\n',
    200,
    'taken',
  ],
  [
    'chunks and a length: chunks count',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    200,
    'ok',
  ],
  [
    'an answer before the answer',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n',
    202,
    '',
  ],
  ['more than is kept', `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(21)}`, 200, 'x'.repeat(MAX)],
  [
    'a redirect, which is an answer like any other',
    'HTTP/1.1 301 Moved\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n',
    301,
    '',
  ],
])('%s is read, however it comes in pieces', (_what, text, status, content) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((end, place) => text.slice(places[place], end));
      expect(read(pieces)).toEqual({ said: 'whole', answer: { status, content } });
    }),
  );
  expect(read([...text]).answer).toEqual({ status, content });
});

test('wherever it breaks off there is its status, once its head is there, and nothing before', () => {
  const text = 'HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\n0123456789';
  const head = text.indexOf('\r\n\r\n') + 4;
  for (let end = 0; end < text.length; end += 1) {
    const { said, answer } = read([text.slice(0, end)]);
    expect(said).toBe('more');
    expect(answer).toEqual(end < head ? undefined : { status: 500, content: text.slice(head, end) });
  }
});

test('without a length it goes on to the end of the connection', () => {
  expect(read(['HTTP/1.1 200 OK\r\n\r\n', 'some'])).toEqual({ said: 'more', answer: { status: 200, content: 'some' } });
});

test.each([
  ['another protocol', '220 mail.example ESMTP\r\n\r\n'],
  ['a switch to one', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n'],
  ['HTTP/2 unasked', 'HTTP/2 200\r\n\r\n'],
  ['a status that is none', 'HTTP/1.1 20 OK\r\n\r\n'],
  ['a head without end', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(4_000)}`],
  ['a long head', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(4_000)}\r\n`],
  ['answers before the answer without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(6)],
])('%s is no answer', (_what, text) => {
  expect(read([text])).toEqual({ said: 'not-http', answer: undefined });
});

test('chunks that are none end what is read of them', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  expect(read([`${head}2\r\nok\r\nzz\r\nmore`])).toEqual({ said: 'whole', answer: { status: 200, content: 'ok' } });
  expect(read([`${head}ffffffff\r\nok`])).toEqual({ said: 'more', answer: { status: 200, content: 'ok' } });
});
