import type { StateEntered } from '@forewarn/core/warnings/transitions.ts';
import type { StoredWarning } from './warning-store.ts';

/** When and by whom the warning ended, for a refusal to name; undefined while it has not. */
export function stateEntered(warning: StoredWarning): StateEntered | undefined {
  return warning.endedAt === undefined ? undefined : { at: warning.endedAt, by: warning.endedBy ?? '' };
}
