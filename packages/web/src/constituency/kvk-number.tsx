import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeKvkNumber } from '@forewarn/api/institutions.ts';
import { readKvkNumber } from '@forewarn/core/institutions/kvk-number.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useProblemWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import type { Shown } from './constituency-queries.ts';

/** The institution's number in the trade register, by which it is known under another name; kept by the CERT. */
export function KvkNumber({ institution: { id, name, kvk } }: { readonly institution: Shown }) {
  const { say } = useWords();
  const mayChange = useMay('add-institutions');
  const queries = useQueryClient();
  const [typed, type] = useState(kvk ?? '');
  const [isPressed, press] = useState(false);
  const change = useMutation({
    mutationFn: (to: { readonly kvk: string | null; readonly was: string | null }) =>
      call(changeKvkNumber, { params: { id }, body: { kvk: to.kvk } }),
    onSuccess: (_changed, to) => {
      type(to.kvk ?? '');
      tell(say('institution.kvk.changed', { name }), () => change.mutate({ kvk: to.was, was: to.kvk }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  const isWrong = typed.trim() !== '' && readKvkNumber(typed) === undefined;
  const isTold = isPressed && isWrong;
  const inWords = useProblemWords(isTold);
  const save = () => {
    press(true);
    const to = readKvkNumber(typed) ?? null;
    if (!isWrong && to !== (kvk ?? null) && !change.isPending) change.mutate({ kvk: to, was: kvk ?? null });
  };
  return (
    <section aria-labelledby="kvk">
      <h2 id="kvk">{say('import.field.kvk')}</h2>
      <p>{kvk ?? say('institution.kvk.none')}</p>
      {mayChange && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Field label={say('institution.kvk.new')} help={say('institution.kvk.help')} value={typed} maxLength={50} onChange={type} />
          <Button type="submit">{say('institution.kvk.do')}</Button>
          {isTold && (
            <div role="alert">
              <ProblemList problems={inWords([{ code: 'kvk-unreadable' }])} />
            </div>
          )}
          <NotSent sending={change} />
        </form>
      )}
    </section>
  );
}
