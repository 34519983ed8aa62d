import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';
import { switchLanguage, useWords } from '../lib/words.ts';

/** The reader's language, each called as it calls itself; `name` where no label stands beside it. */
export function LanguageSelect({ name }: { readonly name?: string }) {
  const { say, language } = useWords();
  return (
    <select
      aria-label={name}
      value={language}
      onChange={({ target }) => void switchLanguage(LANGUAGES.find((one) => one === target.value) ?? 'nl')}
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {say(`app.language.${one}`)}
        </option>
      ))}
    </select>
  );
}
