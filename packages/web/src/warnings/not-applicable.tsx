import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listNotApplicable, reportUse } from '@forewarn/api/open-points.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import styles from './member.module.css';

type Not = CallOutput<typeof listNotApplicable>['warnings'][number];

const KINDS: Readonly<Record<string, PlainKey>> = {
  'version-not-affected': 'not.version-not-affected',
  fixed: 'not.fixed',
  'supplier-says-not-affected': 'not.supplier-says-not-affected',
  'not-in-inventory': 'not.not-in-inventory',
  'no-inventory': 'not.no-inventory',
  'inventory-old': 'not.inventory-old',
};

/** "Niet op ons van toepassing (212)": proof of what was looked at and why it is not for us; and the way to say that it is. */
export function NotApplicable() {
  const { say, language } = useWords();
  const mayKeep = useMay('change-inventory');
  const [used, use] = useState<Not>();
  const pages = useInfiniteQuery({
    queryKey: ['warnings', 'not-applicable', language],
    queryFn: ({ pageParam }) => call(listNotApplicable, { query: { language, before: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const warnings = pages.data?.pages.flatMap((page) => page.warnings) ?? [];
  const counted = pages.hasNextPage ? `${warnings.length}+` : `${warnings.length}`;
  return (
    <section aria-labelledby="not-applicable" className={styles['block']}>
      <h2 id="not-applicable">{say('not.title', { number: counted })}</h2>
      {pages.error !== null && <FaultState fault={pages.error} onTryAgain={() => void pages.refetch()} />}
      {pages.isSuccess && warnings.length === 0 && <p>{say('not.none')}</p>}
      {warnings.length > 0 && (
        <details>
          <summary>{say('not.show')}</summary>
          <ul className={styles['plain']}>
            {warnings.map((warning) => (
              <li key={warning.id}>
                <UrgencyMark urgency={warning.urgency} /> <strong>{warning.title}</strong>{' '}
                <span className="soft">
                  {warning.reference} · <Time at={warning.openedAt} />
                </span>
                <div>{say(KINDS[warning.because] ?? 'not.other')}</div>
                {warning.silent.lines.length > 0 && (
                  <div className="soft">
                    {warning.silent.lines.map((line, place) => (
                      <Fragment key={`${line.inventory}/${line.key}`}>
                        {place > 0 && ', '}
                        <SilentLine line={line} />
                      </Fragment>
                    ))}
                  </div>
                )}
                {mayKeep && <Button onPress={() => use(warning)}>{say('not.use')}</Button>}
              </li>
            ))}
          </ul>
          {pages.hasNextPage && <Button onPress={() => void pages.fetchNextPage()}>{say('not.more')}</Button>}
        </details>
      )}
      <Dialog title={say('not.use.title')} isOpen={used !== undefined} onClose={() => use(undefined)}>
        {used !== undefined && <UseForm warning={used} onDone={() => use(undefined)} />}
      </Dialog>
    </section>
  );
}

/** "Meridiaan EPD 6.2.9 (volgens Meridiaan PSIRT, 12 november 2026)": whose word it is, so that one can weigh it. */
function SilentLine({ line: { product, installedVersion, said } }: { readonly line: Not['silent']['lines'][number] }) {
  const { say } = useWords();
  return (
    <>
      {[product, installedVersion].filter(Boolean).join(' ')}
      {said !== undefined && (
        <>
          {' '}
          ({say('not.said', { by: said.by })}
          {said.at !== undefined && (
            <>
              , <Time at={said.at} />
            </>
          )}
          )
        </>
      )}
    </>
  );
}

function UseForm({ warning, onDone }: { readonly warning: Not; readonly onDone: () => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [product, setProduct] = useState('');
  const [version, setVersion] = useState('');
  const report = useMutation({
    mutationFn: () =>
      call(reportUse, {
        body: { warningId: warning.id, product: product.trim(), ...(version.trim() === '' ? {} : { version: version.trim() }) },
      }),
    onSuccess: () => {
      tell(say('not.use.done'));
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['warnings'] }),
  });
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        report.mutate();
      }}
    >
      <p>{warning.title}</p>
      <Field label={say('not.use.product')} isRequired autoFocus value={product} maxLength={200} onChange={setProduct} />
      <Field label={say('not.use.version')} help={say('not.use.version.help')} value={version} maxLength={200} onChange={setVersion} />
      <NotSent sending={report} />
      <Button look="main" type="submit" isDisabled={report.isPending}>
        {say('not.use.do')}
      </Button>
    </form>
  );
}
