import type { Listed } from './audience-rows.ts';
import { MoreRows } from './more-rows.tsx';
import styles from './draft.module.css';

type Other = { readonly institutionId: string; readonly institution: string; readonly because: string };

/** Others that the reader should know of, and why each is among them. */
export function OtherList({ title, others: { rows, more } }: { readonly title: string; readonly others: Listed<Other> }) {
  if (rows.length === 0 && more === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul className={styles['who']}>
        {rows.map(({ institutionId, institution, because }) => (
          <li key={institutionId}>
            <span>{institution}</span>
            <span className="soft">{because}</span>
          </li>
        ))}
      </ul>
      <MoreRows more={more} />
    </details>
  );
}
