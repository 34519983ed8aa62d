import { stricter, type TlpLabel } from './tlp.ts';

/**
 * The label of the personal block: why this institution is told, its product, version and exposure. A free text plus "you run this
 * version" is no longer free (DESIGN §3.5). Never freer than AMBER+STRICT; decision record 009.
 */
export function personalLabel(warningLabel: TlpLabel): TlpLabel {
  return stricter(warningLabel, 'AMBER+STRICT');
}
