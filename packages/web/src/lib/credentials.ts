const PLACE = 'forewarn.token';

/** What proves to the API who calls: the browser's session (a cookie, and the word that acts need), or an API token of this tab. */
let csrf: string | undefined;

export function keepCsrf(word: string | undefined): void {
  csrf = word;
}

/** Goes when the tab is closed. */
export function keepToken(token: string | undefined): void {
  if (token === undefined) sessionStorage.removeItem(PLACE);
  else sessionStorage.setItem(PLACE, token);
}

export function keptToken(): string | undefined {
  return sessionStorage.getItem(PLACE) ?? undefined;
}

/** Headers of a call beside its own. */
export function csrfHeaders(): Readonly<Record<string, string>> {
  return csrf === undefined ? {} : { 'x-forewarn-csrf': csrf };
}
