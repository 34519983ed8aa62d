import { useState } from 'react';
import { useWords } from '../lib/words.ts';
import styles from './constituency.module.css';

const FILE_BYTES_MAX = 16 * 1024 * 1024;

/** Chooses a sheet of institutions; one that is too large is not read. */
export function SheetFile({ isBusy, onSheet }: { readonly isBusy: boolean; readonly onSheet: (bytes: Uint8Array) => void }) {
  const { say } = useWords();
  const [isTooLarge, setTooLarge] = useState(false);
  return (
    <>
      <label className={styles['file']}>
        {say('import.file')}
        <input
          type="file"
          accept=".csv,.xlsx,.txt,.tsv"
          disabled={isBusy}
          // The same file, mended, is chosen again.
          onClick={({ currentTarget }) => {
            currentTarget.value = '';
          }}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            setTooLarge((file?.size ?? 0) > FILE_BYTES_MAX);
            if (file !== undefined && file.size <= FILE_BYTES_MAX)
              void file.arrayBuffer().then((buffer) => onSheet(new Uint8Array(buffer)));
          }}
        />
      </label>
      {isTooLarge && <p role="alert">{say('import.too-large')}</p>}
    </>
  );
}
