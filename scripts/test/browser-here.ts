import { existsSync } from 'node:fs';

/** Where Debian, Ubuntu, Google and a Mac have theirs. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser of this machine; undefined where there is none. */
export function browserHere(places: readonly string[] = PLACES): string | undefined {
  return places.find((place) => existsSync(place));
}

/** Whether a run with these words and projects (vitest's own) comes to the stories in e2e/. */
export function runsStories(filter: readonly string[], project: string | readonly string[] | undefined): boolean {
  const projects = [project ?? []].flat();
  if (projects.length > 0 && !projects.includes('story')) return false;
  return filter.length === 0 || filter.some((word) => word.includes('e2e') || projects.includes('story'));
}
