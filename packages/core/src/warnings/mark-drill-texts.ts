import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import { WARNING_TEXT_LIMITS } from './read-warning-text.ts';
import type { WarningTexts } from './warning.ts';

/** What the title of everything in a drill begins with; the database refuses a title without it (migration of drills). */
export const DRILL_MARKS: Readonly<Record<Language, string>> = { nl: 'OEFENING: ', en: 'EXERCISE: ' };

/**
 * The texts of a drill's warning, each title with its mark: wherever a title stands (mail, telephone, portal, feed), the mark stands. Marks
 * that are there stay one, in whatever capitals they were typed.
 */
export function markDrillTexts(texts: WarningTexts): WarningTexts {
  const { nl, en } = texts;
  return {
    nl: { ...nl, title: markTitle(nl.title, 'nl') },
    ...(en === undefined ? {} : { en: { ...en, title: markTitle(en.title, 'en') } }),
  };
}

export function markTitle(title: string, language: Language): string {
  const mark = DRILL_MARKS[language];
  const bare = title.trim().replace(ANY_MARK, '');
  return cleanText(`${mark}${bare}`, WARNING_TEXT_LIMITS.title);
}

const ANY_MARK = /^(?:(?:oefening|exercise)\s*[:.–-]\s*)+/i;
