import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where the build goes; `scripts/prepare.mjs` builds beside it and puts it in place whole. */
const OUT = process.env['FOREWARN_PORTAL_OUT'] ?? join(import.meta.dirname, 'dist');
/** Smaller than this a packed file saves nothing. */
const PACK_BYTES_MIN = 1_000;

/**
 * The portal: static files that the server hands out (decision record 024). The shapes of the API come along for their method and path;
 * what checks input by them stays on the server, so its library is replaced by a few lines.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  logLevel: 'warn',
  plugins: [react(), withoutDescriptions(), onlyOurLanguages(), packed()],
  resolve: { alias: [{ find: /^typebox$/, replacement: join(import.meta.dirname, 'src/lib/no-schemas.ts') }] },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // data: addresses are not in the content security policy
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
});

/** What the API's document says of its routes and fields in words is read on the server, not in the browser. */
function withoutDescriptions(): Plugin {
  return {
    name: 'without-descriptions',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/packages\/api\/src\/[\w-]+\.ts$/.test(id)) return undefined;
      return { code: code.replace(/\b(summary|description):\s*(['"`])(?:\\.|(?!\2)[^\\$])*\2/g, "$1: ''"), map: null };
    },
  };
}

/** The component library brings thirty languages; the portal speaks two. */
function onlyOurLanguages(): Plugin {
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const language = /\/intl\/(?:[^/]+\/)?([a-z]{2})-[A-Z]{2}\.(?:mjs|js|cjs)$/.exec(id)?.[1];
      if (language === undefined || language === 'nl' || language === 'en') return undefined;
      return 'export default {};';
    },
  };
}

/** Every asset once more as gzip and brotli, so that the server never packs while somebody waits. */
function packed(): Plugin {
  return {
    name: 'packed',
    // From what lies on the disk: before that the bundler still fills in which files go with which.
    writeBundle({ dir = OUT }, bundle) {
      for (const name of Object.keys(bundle)) {
        const source = readFileSync(join(dir, name));
        if (source.length < PACK_BYTES_MIN || !/\.(js|css|svg|html|json)$/.test(name)) continue;
        writeFileSync(join(dir, `${name}.gz`), gzipSync(source, { level: 9 }));
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(source, quality));
      }
    },
  };
}
