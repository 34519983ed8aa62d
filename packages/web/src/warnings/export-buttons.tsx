import { useMutation } from '@tanstack/react-query';
import { exportOpenPoints } from '@forewarn/api/open-points.ts';
import { Button } from '../components/button.tsx';
import { csrfHeaders } from '../lib/credentials.ts';
import type { Fault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from './not-sent.tsx';
import styles from './member.module.css';

/** The open points as a file: for a spreadsheet or for a meeting. */
export function ExportButtons() {
  const { say, language } = useWords();
  const fetched = useMutation({
    mutationFn: async (format: 'csv' | 'pdf') => {
      const headers = csrfHeaders();
      const response = await fetch(`${exportOpenPoints.path}?format=${format}&language=${language}`, { headers }).catch(() => undefined);
      // oxlint-disable-next-line only-throw-error -- a Fault is what the pages tell in words
      if (response?.ok !== true) throw faultOf(response);
      keep(await response.blob(), `${say('points.file')}.${format}`);
    },
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

function faultOf(response: Response | undefined): Fault {
  return response === undefined ? { status: 0, code: 'offline' } : { status: response.status, code: 'unknown' };
}

function keep(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
