import { expect, test } from 'vitest';
import { browserHere, runsStories } from './browser-here.ts';

test('the first browser that is there is taken, and none where there is none', () => {
  expect(browserHere(['/nowhere/chromium', process.execPath])).toBe(process.execPath);
  expect(browserHere(['/nowhere/chromium'])).toBeUndefined();
});

test('a browser is looked for where the stories run, and not for the tests of one file', () => {
  expect(runsStories([], undefined)).toBe(true);
  expect(runsStories([], ['story'])).toBe(true);
  expect(runsStories(['e2e/the-portal'], undefined)).toBe(true);
  expect(runsStories([], ['pure'])).toBe(false);
  expect(runsStories(['machine', 'story'], 'machine')).toBe(false);
  expect(runsStories(['packages/core'], undefined)).toBe(false);
});
