/** What this browser remembers of its reader; nothing of it is a secret or somebody's name. */
type Remembered = 'language' | 'theme' | 'side' | 'institution';

/** Undefined where nothing is kept, or where the browser keeps nothing at all (a private window). */
export function recall(name: Remembered): string | undefined {
  try {
    return localStorage.getItem(`forewarn.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: Remembered, value: string): void {
  try {
    localStorage.setItem(`forewarn.${name}`, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
