import { expect, test } from 'vitest';
import { checkAccess } from './check-access.ts';
import { repositoryOf } from './repository.ts';

const WITH = `export const a = route({ method: 'GET', path: '/a', access: 'cert', summary: 'A.' });`;
const WITHOUT = `export const b = route({\n  method: 'GET',\n  path: '/b',\n  summary: 'access: for nobody',\n});`;

test('a route without an access is found, whatever its neighbours say', () => {
  const violations = checkAccess(repositoryOf({ 'packages/api/src/a.ts': `${WITH}\n${WITHOUT}\n${WITH}` }));
  expect(violations.map(({ line, what }) => [line, what])).toEqual([[2, expect.stringContaining('who may use it')]]);
});

test('a route that is not registered by its shape is found', () => {
  const violations = checkAccess(repositoryOf({ 'packages/server/src/matters/matter-routes.ts': `app.get('/x', handle);` }));
  expect(violations).toHaveLength(1);
  expect(checkAccess(repositoryOf({ 'packages/server/src/http/register.ts': `app.route({});` }))).toEqual([]);
  expect(checkAccess(repositoryOf({ 'packages/server/src/matters/a.ts': `map.get(key); map.delete(key);` }))).toEqual([]);
});
