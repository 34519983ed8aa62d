import { isTestCode, lineAt, type Repository, type Violation } from './repository.ts';

/** `register` itself, and the port on loopback for what watches the process, which tells numbers and no contents. */
const WITHOUT_SHAPES = ['packages/server/src/http/register.ts', 'packages/server/src/http/start-watch-port.ts'];

/** Every route states who may use it: in its shape in api, which `register` asks for. */
export function checkAccess({ files }: Repository): readonly Violation[] {
  return files.flatMap(({ path, code }) => {
    if (isTestCode(path)) return [];
    if (path.startsWith('packages/api/src/')) return shapesWithoutAccess(path, code);
    if (path.startsWith('packages/server/src/') && !WITHOUT_SHAPES.includes(path)) return routesPastRegister(path, code);
    return [];
  });
}

function shapesWithoutAccess(path: string, code: string): readonly Violation[] {
  const begins = [...code.matchAll(/=\s*route\(\{/g)].map(({ index }) => index);
  return begins
    .filter((begin, place) => !/\baccess:/.test(code.slice(begin, begins[place + 1] ?? code.length)))
    .map((begin) => ({
      path,
      line: lineAt(code, begin),
      what: 'this route does not say who may use it.',
      instead: "Give the shape an `access`: 'anyone', 'link', 'institution', 'cert' or 'cert-administrator'.",
    }));
}

function routesPastRegister(path: string, code: string): readonly Violation[] {
  return [...code.matchAll(/\b(?:app|server|fastify|instance)\s*\.\s*(?:route|get|post|put|patch|delete|all)\s*\(/g)].map(({ index }) => ({
    path,
    line: lineAt(code, index),
    what: 'a route is registered past `register`, so nothing checks who may use it.',
    instead: 'Give it a shape in packages/api (method, path, access) and register that: register(app, shape, handle).',
  }));
}
