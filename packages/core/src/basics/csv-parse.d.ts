/**
 * The part of csv-parse that we use. Its own declarations pull in Node's, which core must not see (decision record 003);
 * `packages/core/tsconfig.json` maps the package's name to this file.
 */
export declare function parse(
  bytes: Uint8Array,
  options: { delimiter: string; quote: '"' | false; relax_quotes: boolean; relax_column_count: boolean; to: number },
): string[][];
