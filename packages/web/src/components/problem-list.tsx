import type { SaidProblem } from '../lib/refusal-words.ts';
import styles from './states.module.css';

/** What is wrong with parts of what was handed in, each at its place. */
export function ProblemList({ problems }: { readonly problems: readonly SaidProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles['problems']}>
      {problems.map(({ key, at, words, exact }) => (
        <li key={key}>
          {at !== '' && <strong>{at}</strong>} {words ?? <span lang="en">{exact}</span>}
        </li>
      ))}
    </ul>
  );
}
