import { foldWord } from '../basics/table.ts';
import { contentText } from './item-key.ts';
import type { PlacedLine } from './key-lines.ts';

/** A line that came from the row of one device; `device` is its name where the row gives it. */
export type DeviceLine = { readonly line: PlacedLine; readonly device?: string };

/**
 * Joins the rows of an export in which one row is one device: the same product, version and so on is one line, and its quantity is how
 * many devices have it (the same device twice is one; a row that counts itself adds its count). The first row stands for all; an owner
 * that differs between devices is its user and is left out. The order of first rows stays.
 */
export function joinDevices(rows: readonly DeviceLine[]): readonly PlacedLine[] {
  const groups = new Map<string, { line: PlacedLine; devices: Set<string>; unnamed: number; owners: Set<string | undefined> }>();
  for (const { line, device } of rows) {
    const { quantity, owner, ...rest } = line.content;
    const key = `${foldWord(line.institution ?? '')}\n${contentText(rest)}\n${JSON.stringify(line.versions ?? null)}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { line, devices: new Set(), unnamed: 0, owners: new Set() }));
    group.owners.add(owner);
    if (quantity !== undefined || device === undefined) group.unnamed += quantity ?? 1;
    else group.devices.add(device.toLowerCase());
  }
  return [...groups.values()].map(({ line, devices, unnamed, owners }) => {
    const { owner, ...content } = line.content;
    const quantity = devices.size + unnamed;
    return { ...line, content: { ...content, quantity, ...(owners.size === 1 && owner !== undefined ? { owner } : {}) } };
  });
}
