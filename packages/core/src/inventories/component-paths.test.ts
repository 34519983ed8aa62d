import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentPaths, PATH_MAX } from './component-paths.ts';

const nodes = (...refs: readonly string[]) => refs.map((ref) => ({ ref, name: ref.toUpperCase() }));

test('the way to a component is the shortest, told from the product down', () => {
  const edges = new Map([
    ['labstraat', ['engine', 'viewer']],
    ['engine', ['log4j']],
    ['viewer', ['toolkit']],
    ['toolkit', ['log4j']],
  ]);
  const paths = componentPaths(nodes('labstraat', 'engine', 'viewer', 'toolkit', 'log4j', 'loose'), 'labstraat', edges);
  expect(Object.fromEntries(paths)).toEqual({
    labstraat: [],
    engine: ['LABSTRAAT'],
    viewer: ['LABSTRAAT'],
    log4j: ['LABSTRAAT', 'ENGINE'],
    toolkit: ['LABSTRAAT', 'VIEWER'],
    loose: ['LABSTRAAT'], // nothing says how; it is in the list all the same
  });
});

test('a cycle, and a chain without end, end', () => {
  expect(componentPaths(nodes('a', 'b'), 'a', new Map([['a', ['b']], ['b', ['a']]])).get('b')).toEqual(['A']); // prettier-ignore
  const chain = Array.from({ length: 5_000 }, (_, place) => `c${place}`);
  const paths = componentPaths(nodes(...chain), 'c0', new Map(chain.map((ref, place) => [ref, [`c${place + 1}`]])));
  expect(Math.max(...[...paths.values()].map((path) => path.length))).toBe(PATH_MAX);
  expect(paths.size).toBe(5_000);
});

test('whatever the graph, every component has a way that begins at the product', () => {
  const ref = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(fc.dictionary(ref, fc.array(ref)), (graph) => {
      const paths = componentPaths(nodes('a', 'b', 'c', 'd', 'e'), 'a', new Map(Object.entries(graph)));
      for (const [of, way] of paths) expect(way[0]).toBe(of === 'a' ? undefined : 'A');
    }),
  );
});
