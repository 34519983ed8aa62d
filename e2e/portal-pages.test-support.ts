import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROUTER = join(import.meta.dirname, '../packages/web/src/app/router.tsx');

/** The path of every page, out of the router's own source: a page that is added is in it from then on. */
export function portalPages(source = readFileSync(ROUTER, 'utf8')): readonly string[] {
  const routes = source.split(/\bcreateRoute\(\{/).slice(1);
  return routes.map((route, place) => {
    const path = /^\s*(?:getParentRoute: [^\n]*?,\s*)?path: '([^']+)'/.exec(route)?.[1];
    if (path === undefined) throw new Error(`The path of route ${place + 1} in app/router.tsx can't be read.`);
    return path;
  });
}
