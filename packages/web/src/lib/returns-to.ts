/** Where the reader was before another site asked who it is; kept in this tab, and taken once. */
const PLACE = 'forewarn.returns-to';

/** Only the page, never what stands behind `#`: a code of an invitation does. */
export function rememberPlace(): void {
  try {
    sessionStorage.setItem(PLACE, location.pathname + location.search);
  } catch {
    // A browser that keeps nothing begins at the start.
  }
}

/** An address of our own; undefined where there is none. */
export function takePlace(): string | undefined {
  try {
    const kept = sessionStorage.getItem(PLACE) ?? undefined;
    sessionStorage.removeItem(PLACE);
    return kept !== undefined && /^\/[^/\\]/.test(kept) && kept !== '/start' ? kept : undefined;
  } catch {
    return undefined;
  }
}
