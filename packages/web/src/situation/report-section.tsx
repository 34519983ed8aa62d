import { Button } from '../components/button.tsx';
import { useWords } from '../lib/words.ts';
import styles from './situation.module.css';

/** One section: a line a fact; a person adds and changes. On paper it is a list. */
export function ReportSection({
  heading,
  text,
  isChanged,
  onChange,
  onBack,
}: {
  readonly heading: string;
  readonly text: string;
  readonly isChanged: boolean;
  readonly onChange: (text: string) => void;
  readonly onBack: () => void;
}) {
  const { say } = useWords();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (
    <section>
      <h3>{heading}</h3>
      <textarea
        className={`${styles['lines'] ?? ''} no-print`}
        aria-label={heading}
        rows={Math.min(12, Math.max(2, lines.length + 1))}
        value={text}
        onChange={({ target }) => onChange(target.value)}
      />
      <ul className={styles['paper']}>
        {lines.map((line, place) => (
          <li key={place}>{line}</li>
        ))}
      </ul>
      {isChanged && (
        <div className="no-print">
          <Button look="quiet" onPress={onBack}>
            {say('reports.as-drafted')}
          </Button>
        </div>
      )}
    </section>
  );
}
