import { useWords } from '../lib/words.ts';

/** The server's own sentence, for who has to look further: English, and behind a fold. */
export function ExactWords({ children }: { readonly children: string }) {
  const { say } = useWords();
  return (
    <details className="soft">
      <summary>{say('sources.trouble.exact')}</summary>
      <p lang="en">{children}</p>
    </details>
  );
}
