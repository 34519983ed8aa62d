import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { registerRoutes } from '../routes.ts';
import { testMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';
import { compileOnFirstUse, type Compilers } from './compile-on-first-use.ts';

/** Fastify's own, as they are: a shape that cannot be compiled stops a start. */
const compileAtOnce = (): Compilers => ({
  buildValidator: AjvCompiler() as Compilers['buildValidator'],
  buildSerializer: SerializerSelector(),
});

let app: FastifyInstance | undefined;
afterEach(async () => {
  await app?.close();
});

const SHAPE = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 5 } }, additionalProperties: false };
const IMPOSSIBLE = { type: 'object', properties: { name: { type: 'no-such-type' } } };

function appWith(compilersFactory: Compilers, body: object, answer: object = SHAPE): FastifyInstance {
  const made = fastify({ schemaController: { compilersFactory } });
  made.post('/names', { schema: { body, response: { 200: answer } } }, (request, reply) => {
    reply.send({ ...(request.body as object), secret: 'x' });
  });
  app = made;
  return made;
}

const post = async (payload: object) => (await app?.inject({ method: 'POST', url: '/names', payload }))?.json();

test('a request is checked and an answer held to its shape, at the first request and at the second, as where all is compiled at once', async () => {
  const said: unknown[][] = [];
  for (const compilers of [compileOnFirstUse(), compileAtOnce()]) {
    appWith(compilers, SHAPE);
    const answers: unknown[] = [];
    for (const payload of [{}, { name: 'too long' }, { name: 'short' }, { name: 'short', more: 1 }, {}]) answers.push(await post(payload));
    said.push(answers);
    await app?.close();
  }
  expect(said[0]).toEqual(said[1]);
  expect(said[0]?.map((answer) => (answer as { message?: string }).message)).toEqual([
    "body must have required property 'name'",
    'body/name must NOT have more than 5 characters',
    undefined,
    undefined,
    "body must have required property 'name'",
  ]);
  expect(said[0]?.[2]).toEqual({ name: 'short' }); // neither what was not declared in the answer
  expect(said[0]?.[3]).toEqual({ name: 'short' }); // nor in the request
});

test('nothing is compiled before it is asked for', async () => {
  await appWith(compileOnFirstUse(), IMPOSSIBLE, IMPOSSIBLE).ready();
  await expect(Promise.resolve(appWith(compileAtOnce(), IMPOSSIBLE).ready())).rejects.toThrow('Failed building the validation schema');
});

test('every shape of every route can be compiled', async () => {
  const machine = await testMachine();
  try {
    app = await buildApp(machine, compileAtOnce());
    await registerRoutes(app, machine);
    await app.ready();
    expect(app.hasRoute({ method: 'GET', url: '/api/warnings/:id' })).toBe(true);
  } finally {
    await app?.close();
    await machine.close();
  }
});
