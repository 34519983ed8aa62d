import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { acceptUpload, DEFAULT_INVENTORY, uploadInventory } from '@forewarn/api/inventories.ts';
import type { CallOutput } from '@forewarn/api/client.ts';
import { TABLE_FIELDS } from '@forewarn/core/inventories/headings.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { ColumnChoice, toldColumns, type SaidColumns } from '../components/column-choice.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { Loading } from '../components/loading.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useSession } from '../lib/session.ts';
import { usePlaceWords, useProblemWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import { inventoriesQuery, uploadQuery } from './inventory-queries.ts';
import styles from './inventory.module.css';

type Upload = CallOutput<typeof uploadInventory>;
/** What the API takes (64 MiB). */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const LINES_DRAWN_MAX = 200;

/** A register or a bill of materials as a file: what we understand of it line by line, and what accepting it would change. */
export function UploadPage() {
  const { say } = useWords();
  const { upload: id } = useSearch({ from: '/inventory/upload' });
  const navigate = useNavigate({ from: '/inventory/upload' });
  const queries = useQueryClient();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  const file = useRef<File>(undefined);
  const [isTooLarge, setTooLarge] = useState(false);
  const shown = useQuery({ ...uploadQuery(id ?? ''), enabled: id !== undefined });
  const send = useMutation({
    mutationFn: async (columns: SaidColumns | undefined) => {
      const bytes = new Uint8Array(await (file.current ?? new Blob()).arrayBuffer());
      const query = { institutionId, fileName: file.current?.name, ...(columns === undefined ? {} : { columns: JSON.stringify(columns) }) };
      return call(uploadInventory, { query, body: bytes });
    },
    onSuccess: (upload) => {
      queries.setQueryData(uploadQuery(upload.id).queryKey, upload);
      void navigate({ search: { upload: upload.id } });
    },
  });
  const upload = id === undefined ? undefined : shown.data;
  const understood = upload?.lines.length ?? 0;
  const sentence =
    upload === undefined ? say('upload.sentence') : say('upload.understood', { count: upload.lineCount, name: upload.fileName });
  return (
    <div className={styles['page']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <label className={styles['select']}>
        {say('upload.file')}
        <input
          type="file"
          accept=".csv,.xlsx,.json,.txt,.tsv"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            file.current = chosen;
            setTooLarge((chosen?.size ?? 0) > FILE_BYTES_MAX);
            if (chosen !== undefined && chosen.size <= FILE_BYTES_MAX) send.mutate(undefined);
          }}
        />
      </label>
      <p className="soft">{say('upload.help')}</p>
      {isTooLarge && <p role="alert">{say('upload.too-large')}</p>}
      {send.isPending && <p role="status">{say(send.isPaused ? 'upload.waits' : 'upload.reading')}</p>}
      {send.error !== null && <FaultState fault={send.error} onTryAgain={() => send.mutate(undefined)} />}
      {shown.error !== null && <FaultState fault={shown.error} onTryAgain={() => void shown.refetch()} />}
      {upload !== undefined && (
        <>
          {upload.columns.length > 0 && (
            <ColumnChoice
              key={upload.id}
              told={toldColumns(upload.columns, upload.ignoredColumns)}
              fields={TABLE_FIELDS.flatMap((field) => (field === 'institution' ? [] : [{ field, label: say(`item.${field}`) }]))}
              canSend={file.current !== undefined}
              isSending={send.isPending}
              onSay={(columns) => send.mutate(columns)}
            />
          )}
          <Problems upload={upload} />
          {understood > 0 && <Understood upload={upload} />}
          {institutionId !== undefined && upload.lineCount > 0 && (
            <Suspense fallback={<Loading />}>
              <Accept key={upload.id} upload={upload} institutionId={institutionId} />
            </Suspense>
          )}
        </>
      )}
    </div>
  );
}

function Problems({ upload: { problems } }: { readonly upload: Upload }) {
  const { say } = useWords();
  const inWords = useProblemWords(problems.length > 0);
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby="problems" className={styles['page']}>
      <h2 id="problems">{say('upload.problems', { count: problems.length })}</h2>
      <ProblemList problems={inWords(problems.slice(0, LINES_DRAWN_MAX))} />
    </section>
  );
}

function Understood({ upload }: { readonly upload: Upload }) {
  const { say } = useWords();
  const placed = usePlaceWords();
  return (
    <div className={styles['page']}>
      <h2 id="understood">{say('upload.lines')}</h2>
      <div className={styles['table']} role="region" aria-labelledby="understood" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('upload.at')}</th>
              <th scope="col">{say('item.product')}</th>
              <th scope="col">{say('item.version')}</th>
              <th scope="col">{say('item.exposure')}</th>
              <th scope="col">{say('item.owner')}</th>
            </tr>
          </thead>
          <tbody>
            {upload.lines.slice(0, LINES_DRAWN_MAX).map(({ at, item }) => (
              <tr key={`${at} ${item.key}`}>
                <td className="soft">{placed(at)}</td>
                <td>{[item.supplier, item.product].filter(Boolean).join(' ')}</td>
                <td>{item.version ?? say('inventory.no-version')}</td>
                <td>{say(`exposure.${item.exposure}`)}</td>
                <td>{item.owner}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {upload.lineCount > LINES_DRAWN_MAX && (
        <p className="soft">{say('inventory.more', { shown: LINES_DRAWN_MAX, count: upload.lineCount })}</p>
      )}
    </div>
  );
}

/** What would become of the list, before it does. */
function Accept({ upload, institutionId }: { readonly upload: Upload; readonly institutionId: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { inventories } = useSuspenseQuery(inventoriesQuery(institutionId)).data;
  const [inventory, name] = useState(DEFAULT_INVENTORY);
  const [own] = upload.institutions;
  const accept = useMutation({
    mutationFn: () =>
      call(acceptUpload, { params: { id: upload.id }, body: { inventory: inventory.trim() === '' ? DEFAULT_INVENTORY : inventory } }),
    onSuccess: () => tell(say('upload.accepted')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inventories'] }),
  });
  if (accept.isSuccess || upload.acceptedAt !== undefined)
    return (
      <p>
        {say('upload.accepted')}{' '}
        <Link to="/inventory" className={buttonClass('main')}>
          {say('menu.inventory')}
        </Link>
      </p>
    );
  const replaced = inventories.find((one) => one.name === inventory)?.newest;
  return (
    <section aria-labelledby="accept" className={styles['page']}>
      <h2 id="accept">{say('upload.accept.title')}</h2>
      <Field label={say('upload.inventory')} help={say('upload.inventory.help')} value={inventory} maxLength={100} onChange={name} />
      {own !== undefined && inventory === DEFAULT_INVENTORY && (
        <p>{say('upload.changes', { added: own.added, changed: own.changed, removed: own.removed })}</p>
      )}
      {inventory !== DEFAULT_INVENTORY && replaced !== undefined && <p>{say('upload.replaces', { count: replaced.itemCount })}</p>}
      {accept.error !== null && <FaultState fault={accept.error} onTryAgain={() => accept.reset()} />}
      <Button look="main" isDisabled={accept.isPending} onPress={() => accept.mutate()}>
        {say('upload.accept')}
      </Button>
    </section>
  );
}
