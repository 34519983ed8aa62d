import { expect, test } from 'vitest';
import { checkLabels } from './check-labels.ts';
import type { RepositoryFile } from './repository.ts';

const file = (path: string, code: string, ...specifiers: string[]): RepositoryFile =>
  ({ path, code, imports: specifiers.map((specifier) => ({ specifier, line: 1 })) }) as unknown as RepositoryFile;
const pathsOf = (...files: RepositoryFile[]) => checkLabels({ files }).map(({ path }) => path);

const ASKS = '@forewarn/core/sharing/may-read.ts';
const AT = 'packages/server/src/warnings/x-routes.ts';

test.each([
  'return sendPage(reply, 200, page);',
  "return reply.type('text/csv').send(csv);",
  'reply\n  .header("a", "b")\n  .send(stream)',
  'reply.raw.write(bytes)',
  'reply.hijack()',
])('whoever sends a page or a file asks whether its reader may have it: %s', (code) => {
  expect(pathsOf(file(AT, code))).toEqual([AT]);
  expect(pathsOf(file(AT, code, ASKS))).toEqual([AT]); // imported and not asked
  expect(pathsOf(file(AT, `if (!mayRead(principal, label, now)) return none;\n${code}`, ASKS))).toEqual([]);
});

test('an answer that is JSON passes the gate of all answers, and a redirect says nothing', () => {
  expect(pathsOf(file(AT, 'return { warnings };'), file(AT, 'return reply.redirect("/", 303);'))).toEqual([]);
});
