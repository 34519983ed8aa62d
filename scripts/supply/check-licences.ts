import type { LicenceException } from './exceptions.ts';
import type { LockedPackage } from './locked-package.ts';

/** Licences that need no word (STACK: licences allowed). LGPL holds for libraries that are not changed; ours are not. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'MPL-2.0',
  'LGPL-3.0+',
  'LGPL-3.0-or-later',
]);

/** Sentences about packages whose licence is not one of the house and stands in no exception; and about exceptions that nobody needs. */
export function checkLicences(packages: readonly LockedPackage[], exceptions: readonly LicenceException[]): readonly string[] {
  const excepted = new Set(exceptions.map(({ licence }) => licence));
  const others = packages.filter(({ isOurs }) => !isOurs);
  const wrong = others
    .filter(({ licence }) => !permits(licence, (each) => ALLOWED.has(each) || excepted.has(each)))
    .map(
      ({ name, version, licence }) => `${name} ${version} has the licence ${licence ?? '(none declared)'}, which is not one of the house.`,
    );
  const needed = new Set(others.flatMap(({ licence }) => (permits(licence, (each) => ALLOWED.has(each)) ? [] : [licence])));
  const idle = exceptions
    .filter(({ licence }) => !needed.has(licence))
    .map(({ licence }) => `The exception for ${licence} is needed by nothing.`);
  return [...wrong, ...idle];
}

/**
 * Whether an SPDX expression (SPDX 2.3 annex D) can be met: one side of an OR, both of an AND. An exception to a licence (WITH) only
 * gives more, so it is left out. An expression that cannot be read permits nothing.
 */
export function permits(expression: string | undefined, allows: (licence: string) => boolean): boolean {
  const words = (expression ?? '').match(/[()]|[^\s()]+/g) ?? [];
  let place = 0;
  const readOne = (): boolean => {
    const word = words[place++];
    if (word === undefined) return false;
    if (word !== '(') {
      if (words[place]?.toUpperCase() === 'WITH') place += 2;
      return allows(word);
    }
    const inner = readOr();
    return words[place++] === ')' && inner;
  };
  const readAnd = (): boolean => {
    let all = readOne();
    while (words[place]?.toUpperCase() === 'AND') {
      place += 1;
      all = readOne() && all;
    }
    return all;
  };
  const readOr = (): boolean => {
    let any = readAnd();
    while (words[place]?.toUpperCase() === 'OR') {
      place += 1;
      any = readAnd() || any;
    }
    return any;
  };
  const met = readOr();
  return met && place === words.length;
}
