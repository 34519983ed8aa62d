import fastify from 'fastify';
import { expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { ProblemShape } from '@forewarn/api/problem.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { sendRefusal } from './errors.ts';

test('a refusal on the wire has the form that it promises, however long the names of its case and of its problems are', async () => {
  const facts = { name: 'a'.repeat(2_000), most: 7 };
  const problems = [
    { code: 'name-taken', at: 'line 2', message: 'This name is taken.', facts },
    { code: 'name-missing', at: 'line 3', message: 'A name is missing.' },
  ];
  const app = fastify();
  app.get('/', (_request, reply) => sendRefusal(reply, { ...refuse('name-taken', 'This name is taken.', undefined, facts), problems }));
  const said = (await app.inject('/')).json();
  await app.close();
  expect(Value.Check(ProblemShape, said)).toBe(true);
  expect(said.problems.map(({ code }: { readonly code: string }) => code)).toEqual(['name-taken', 'name-missing']);
  expect(said.problems[0].facts.most).toBe(7);
});
