import { Link } from '@tanstack/react-router';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { matchesOfAdvisory } from '@forewarn/api/matching.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { CertaintyMark } from '../components/marks.tsx';
import { useWords } from '../lib/words.ts';
import styles from './advisory.module.css';

type Match = CallOutput<typeof matchesOfAdvisory>['matches'][number];

/** Who is concerned and why; who is not and why not; each with the line of the advisory beside the line of the inventory. */
export function Concerned({ matches }: { readonly matches: readonly Match[] }) {
  const { say } = useWords();
  const concerned = matches.filter(({ kind }) => kind === 'concerned');
  const others = matches.filter(({ kind }) => kind === 'not-concerned');
  return (
    <section>
      <h2>{say('advisory.concerned')}</h2>
      {concerned.length === 0 ? <p>{say('advisory.concerned.none')}</p> : <Rows matches={concerned} />}
      <h2>{say('advisory.not-concerned')}</h2>
      {others.length === 0 ? <p>{say('advisory.not-concerned.none')}</p> : <Rows matches={others} />}
      {matches.length === 500 && <p className="soft">{say('advisory.more-matches')}</p>}
    </section>
  );
}

function Rows({ matches }: { readonly matches: readonly Match[] }) {
  const { say, language } = useWords();
  return (
    <ul className={styles['matches']}>
      {matches.map((match) => (
        <li key={`${match.institutionId}/${match.inventory}/${match.key}`}>
          <Link to="/institutions/$id" params={{ id: match.institutionId }}>
            {match.institution}
          </Link>{' '}
          {match.certainty !== undefined && <CertaintyMark certainty={match.certainty} />}{' '}
          {match.because !== undefined && <strong>{say(`advisory.silence.${match.because}`)}</strong>}
          <p className="soft">
            {words(language)(`reason.${match.reason}`)}: {[match.supplier, match.product, match.version].filter(Boolean).join(' ')}
          </p>
          {match.evidence.slice(0, 2).map(({ advisorySays, itemSays, vulnerability }) => (
            <p key={`${vulnerability}/${advisorySays}`} className="soft">
              {vulnerability}. {say('advisory.evidence', { advisory: advisorySays, item: itemSays })}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
