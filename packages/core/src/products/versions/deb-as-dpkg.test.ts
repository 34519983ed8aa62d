import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deb } from './deb.ts';

const hasDpkg = spawnSync('dpkg', ['--version']).status === 0;

/** Asks for each line "a b" which operator holds; one shell for all, for a process each is slow. */
const ASK = 'while read -r a b; do for o in lt eq gt; do if dpkg --compare-versions "$a" $o "$b"; then echo $o; fi; done; done';

/** Versions that dpkg takes without a warning (Debian Policy §5.6.12), with much in them that is alike. */
const piece = fc.oneof(
  fc.nat(11).map(String),
  fc.constantFrom('0', '00', '01', '.', '.', '~', '~~', '+', '-', 'a', 'b', 'Z', 'rc', '~rc', '+dfsg', '-0', '+deb12u', '-0.', '~bpo'),
);
const upstream = fc.array(piece, { maxLength: 6 }).map((pieces) => `1${pieces.join('')}`);
const version = fc
  .tuple(fc.constantFrom('', '', '', '0:', '1:', '12:'), upstream, fc.constantFrom('', '', '-1', '-0', '-1~deb12u1', '-1+b2'))
  .map((parts) => parts.join(''))
  // "1-" has an empty revision, which dpkg does not take.
  .filter((text) => !text.endsWith('-'));

test.skipIf(!hasDpkg)('dpkg itself orders versions as we do', () => {
  const pairs = fc.sample(fc.tuple(version, version), 400);
  const asked = spawnSync('sh', ['-c', ASK], { input: pairs.map((pair) => `${pair.join(' ')}\n`).join(''), encoding: 'utf8' });
  const answers = asked.stdout.trim().split('\n');
  expect(asked.stderr).toBe('');
  expect(answers.length).toBe(pairs.length);
  const apart = pairs.filter(([a, b], place) => answers[place] !== ['lt', 'eq', 'gt'][Math.sign(deb.compare(a, b)) + 1]);
  expect(apart).toEqual([]);
});
