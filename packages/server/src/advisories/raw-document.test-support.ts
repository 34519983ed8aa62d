import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import type { RawDocument } from './raw-document.ts';

type Fields = Record<string, unknown>;

const [flaw] = EXAMPLE_CSAF.vulnerabilities;
/** The example as a document that passes every mandatory test. */
const VALID = {
  ...EXAMPLE_CSAF,
  document: { ...EXAMPLE_CSAF.document, category: 'csaf_base' },
  product_tree: { branches: EXAMPLE_CSAF.product_tree.branches },
  vulnerabilities: [{ ...flaw, remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.15.', product_ids: ['P1'] }] }],
};

/** Its JSON text, with fields of its document and tracking changed; `rest` replaces product_tree or vulnerabilities. */
export function exampleText(document: Fields = {}, tracking: Fields = {}, rest: Fields = {}): string {
  return JSON.stringify({
    ...VALID,
    ...rest,
    document: { ...VALID.document, ...document, tracking: { ...VALID.document.tracking, ...tracking } },
  });
}

/** A document as a source that checks nothing gives it. */
export function rawDocument(content: string | Uint8Array, change: Partial<RawDocument> = {}): RawDocument {
  return {
    url: 'https://meridiaan.example/csaf/document.json',
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    retrievedAt: readInstant('2026-11-23T09:00:00Z') as Instant,
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
    ...change,
  };
}
