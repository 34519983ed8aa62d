/** Traffic Light Protocol 2.0 labels (FIRST TLP 2.0 §2), from free to personal. */
export const TLP_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TlpLabel = (typeof TLP_LABELS)[number];

/**
 * Reads a label as publishers write it: "WHITE" is TLP 1.0's name of CLEAR, a prefix "TLP:" is common.
 * Undefined where it is none of the labels: the caller decides what an unlabelled document counts as.
 */
export function readTlp(text: string): TlpLabel | undefined {
  const bare = text
    .trim()
    .toUpperCase()
    .replace(/^TLP[:\s]*/, '');
  if (bare === 'WHITE') return 'CLEAR';
  return TLP_LABELS.find((label) => label === bare);
}

/** True where `label` is as free as `limit` or freer. */
export function isAtMost(label: TlpLabel, limit: TlpLabel): boolean {
  return TLP_LABELS.indexOf(label) <= TLP_LABELS.indexOf(limit);
}

/** The stricter of two labels: what a text made of both is labelled. */
export function stricter(a: TlpLabel, b: TlpLabel): TlpLabel {
  return isAtMost(a, b) ? b : a;
}
