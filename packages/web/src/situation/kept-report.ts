const PREFIX = 'forewarn.report.';

type Changed = Readonly<Record<string, string>>;

/** What somebody changed of each section, by its code: for as long as this tab lives, because it may be AMBER. */
export function keptReport(place: string): Changed {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`${PREFIX}${place}`) ?? '{}') as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {}; // nothing is kept in a private window, or what is kept is not ours
  }
}

export function keepReport(place: string, changed: Changed): void {
  try {
    sessionStorage.setItem(`${PREFIX}${place}`, JSON.stringify(changed));
  } catch {
    // It stands on the page until that is closed.
  }
}
