import { afterEach, expect, test } from 'vitest';
import { playStory } from '@forewarn/fakes/story/play-story.ts';
import type { StoryEvent } from '@forewarn/fakes/story/story-event.ts';
import type { DemoPlace } from '../scripts/demo/demo-place.ts';
import { storyPlace } from './story-place.ts';

let place: DemoPlace | undefined;
afterEach(() => place?.stop());

async function play(
  otherJobs: Parameters<typeof storyPlace>[0] = {},
  patienceMs = 60_000,
): Promise<{ failures: readonly string[]; events: readonly StoryEvent[] }> {
  place = await storyPlace(otherJobs);
  const events: StoryEvent[] = [];
  const failures = await playStory(place, { tell: (event) => events.push(event), pause: async () => {}, patienceMs });
  return { failures, events };
}

test('an advisory reaches every institution concerned and nobody else, one answers from its mail, a revision reaches those whose action changed', async () => {
  const { failures, events } = await play();
  expect(failures).toEqual([]);
  expect(events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['published', 'fetched', 'released', 'concerned', 'mailed', 'answered', 'silent-revision', 'heard-of-revision']),
  );
  expect(events.at(-1)).toEqual({ event: 'result', passed: true, failures: 0 });
});

test('with matching switched off the story fails', async () => {
  const { failures } = await play({ 'match-advisory': async () => {}, 'match-inventory': async () => {} }, 8_000);
  expect(failures.length).toBeGreaterThan(0);
});
