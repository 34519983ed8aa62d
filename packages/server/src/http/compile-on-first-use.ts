import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

export type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
/** Fastify reads `errors` after the call, as Ajv leaves them there. */
type Validate = ((data: unknown) => unknown) & { errors?: unknown };
type Compile<Compiled> = (shape: unknown) => Compiled;
type Build<Compiled> = (shapes: unknown, options: unknown) => Compile<Compiled>;

/**
 * Fastify's own compilers, asked at the first request that needs a shape and not for all routes at every start: that takes a second of
 * a processor, and whoever was cut off by a restart waits for it.
 */
export function compileOnFirstUse(): Compilers {
  const buildValidator = AjvCompiler() as unknown as Build<Validate>;
  const buildSerializer = SerializerSelector() as unknown as Build<(data: unknown) => string>;
  return {
    buildValidator: deferred(buildValidator, laterValidator) as unknown as Compilers['buildValidator'],
    buildSerializer: deferred(buildSerializer, laterSerializer),
  };
}

function deferred<Compiled>(build: Build<Compiled>, later: (compile: () => Compiled) => Compiled): Build<Compiled> {
  return (shapes, options) => {
    const compile = build(shapes, options);
    return (shape) => later(() => compile(shape));
  };
}

function laterValidator(compile: () => Validate): Validate {
  let compiled: Validate | undefined;
  const validate: Validate = (data) => {
    compiled ??= compile();
    const answer = compiled(data);
    validate.errors = compiled.errors;
    return answer;
  };
  return validate;
}

function laterSerializer(compile: () => (data: unknown) => string): (data: unknown) => string {
  let compiled: ((data: unknown) => string) | undefined;
  return (data) => (compiled ??= compile())(data);
}
