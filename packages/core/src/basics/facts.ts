/**
 * What a sentence for a person says of this very case: names, numbers, moments (`Instant`), so that who shows it in another language need not
 * take the sentence apart. `about`: which case it is of those that have one code. Values as in the sentence itself, and so for whoever may read that.
 */
export type Facts = Readonly<Record<string, string | number>>;
