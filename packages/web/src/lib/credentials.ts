/** What proves to the API who calls is a cookie that no script reads; acts need this word beside it. */
let csrf: string | undefined;

export function keepCsrf(word: string | undefined): void {
  csrf = word;
}

/** Headers of a call beside its own. */
export function csrfHeaders(): Readonly<Record<string, string>> {
  return csrf === undefined ? {} : { 'x-forewarn-csrf': csrf };
}
