import { useMutation } from '@tanstack/react-query';
import { exportOpenPoints } from '@forewarn/api/open-points.ts';
import { Button } from '../components/button.tsx';
import { keepFile } from '../lib/keep-file.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import styles from './member.module.css';

/** The open points as a file: for a spreadsheet or for a meeting. */
export function ExportButtons() {
  const { say, language } = useWords();
  const fetched = useMutation({
    mutationFn: (format: 'csv' | 'pdf') =>
      keepFile(`${exportOpenPoints.path}?format=${format}&language=${language}`, `${say('points.file')}.${format}`),
  });
  return (
    <div className={`${styles['row'] ?? ''} no-print`}>
      <Button isDisabled={fetched.isPending} onPress={() => fetched.mutate('csv')}>
        {say('points.csv')}
      </Button>
      <Button isDisabled={fetched.isPending} onPress={() => fetched.mutate('pdf')}>
        {say('points.pdf')}
      </Button>
      <NotSent sending={fetched} />
    </div>
  );
}
