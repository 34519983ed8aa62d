import { cleanText } from '../basics/clean-text.ts';
import type { Block } from '../deliveries/message.ts';
import type { ConcernedReason } from '../matching/concerned.ts';
import type { Words } from './words.ts';

const ITEMS_MAX = 20;

/**
 * The lines of the inventory with version, quantity and exposure: only where the institution chose to have these in its mails, or
 * signed in. Nothing where no line is behind the reasons.
 */
export function describeItems(reasons: readonly ConcernedReason[], say: Words): readonly Block[] {
  const lines = [...new Set(reasons.flatMap((reason) => describeItem(reason, say) ?? []))];
  const more = lines.length - ITEMS_MAX;
  const items = more > 0 ? [...lines.slice(0, ITEMS_MAX), say('details.more', { count: more })] : lines;
  return items.length === 0 ? [] : [{ kind: 'points', items }];
}

function describeItem({ product, supplier, item }: ConcernedReason, say: Words): string | undefined {
  if (item === undefined) return undefined;
  const version = cleanText(item.version ?? '', 80);
  const parts = [
    version === '' ? say('details.version-unknown') : say('details.version', { version }),
    ...(item.quantity === undefined ? [] : [say('details.quantity', { count: item.quantity })]),
    say(`exposure.${item.exposure}`),
  ];
  return `${cleanText(product ?? supplier ?? item.key, 80)}: ${parts.join(', ')}`;
}
