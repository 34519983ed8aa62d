import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { changeDraft } from '@forewarn/api/warnings.ts';
import { call } from '../lib/call.ts';
import { isFault, type Fault } from '../lib/fault.ts';
import { openTyped } from '../lib/typed.ts';
import { contentOf, formOf, lacksOf, type DraftForm } from './draft-form.ts';
import { warningQuery, type ShownVersion } from './draft-queries.ts';

/** After the last key; then the draft goes to the server by itself. */
const QUIET_MS = 900;
const TRY_AGAIN_MS = 5_000;

/** A draft that the server does not have yet, and the state of the server's that it was made from. */
type KeptDraft = { readonly basedOn: string; readonly form: DraftForm };

export type SavingState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** Kept in this tab: the server takes no draft that lacks this. */
  | { readonly kind: 'lacking'; readonly lacks: readonly string[] }
  /** Kept in this tab, and tried again. */
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** Somebody else saved meanwhile: nothing is sent until the reader chose. */
  | { readonly kind: 'conflict'; readonly theirs: DraftForm; readonly by: string; readonly at: string };

/**
 * The draft as its writer sees it: what is typed is kept in the tab at once and sent after a pause. Where somebody else saved first, the
 * server refuses and both texts are shown.
 */
export function useDraft(id: string, draft: ShownVersion) {
  const queries = useQueryClient();
  const [kept] = useState(() => openTyped('draft', id));
  const [before] = useState(() => kept.found as Partial<KeptDraft>);
  const [basedOn, setBasedOn] = useState(before.basedOn ?? draft.draftedAt);
  const [form, setForm] = useState(before.form ?? formOf(draft));
  const [isDirty, setDirty] = useState(before.form !== undefined);
  const [trouble, setTrouble] = useState<Fault>();
  const [isSending, setSending] = useState(false);
  const latest = useRef(form);
  latest.current = form;
  const isNewer = draft.draftedAt > basedOn;
  const isConflict = isNewer && isDirty && !isSending;
  const lacks = lacksOf(form, draft);

  // Somebody else saved, and nothing of ours is waiting: theirs is what we go on with.
  useEffect(() => {
    if (!isNewer || isDirty || isSending) return;
    setForm(formOf(draft));
    setBasedOn(draft.draftedAt);
  }, [isNewer, isDirty, isSending, draft]);

  const send = async () => {
    const sent = form;
    setSending(true);
    try {
      const warning = await call(changeDraft, { params: { id }, body: { ...contentOf(sent), basedOn } });
      const savedAt = warning.versions.find(({ state }) => state === 'draft')?.draftedAt ?? basedOn;
      setTrouble(undefined);
      setBasedOn(savedAt);
      if (latest.current === sent) {
        setDirty(false);
        kept.forget();
      }
      queries.setQueryData(warningQuery(id).queryKey, warning);
    } catch (fault) {
      setTrouble(isFault(fault) ? fault : { status: 500, code: 'unknown' });
      if (isFault(fault) && fault.code === 'draft-changed') await queries.invalidateQueries({ queryKey: warningQuery(id).queryKey });
    } finally {
      setSending(false);
    }
  };

  const mayTry = trouble === undefined || trouble.code === 'offline' || trouble.status >= 500;
  useEffect(() => {
    if (!isDirty || isConflict || isSending || lacks.length > 0 || !mayTry) return undefined;
    const timer = setTimeout(() => void send(), trouble === undefined ? QUIET_MS : TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [form, isDirty, isConflict, isSending, lacks.length, mayTry, trouble, basedOn]);

  const change = (next: DraftForm) => {
    setForm(next);
    setDirty(true);
    if (trouble !== undefined && trouble.code !== 'offline') setTrouble(undefined);
    kept.keep({ basedOn, form: next } satisfies KeptDraft);
  };

  return {
    form,
    change,
    state: stateOf(),
    savedAt: draft.draftedAt,
    takeTheirs: () => {
      setForm(formOf(draft));
      setBasedOn(draft.draftedAt);
      setDirty(false);
      setTrouble(undefined);
      kept.forget();
    },
    keepMine: () => {
      setBasedOn(draft.draftedAt);
      setTrouble(undefined);
      kept.keep({ basedOn: draft.draftedAt, form } satisfies KeptDraft);
    },
  };

  function stateOf(): SavingState {
    if (isConflict) return { kind: 'conflict', theirs: formOf(draft), by: draft.draftedBy, at: draft.draftedAt };
    if (lacks.length > 0) return { kind: 'lacking', lacks };
    if (trouble !== undefined && trouble.code !== 'draft-changed')
      return trouble.code === 'offline' || trouble.status >= 500 ? { kind: 'not-sent' } : { kind: 'refused', fault: trouble };
    return isDirty || isSending ? { kind: 'saving' } : { kind: 'saved' };
  }
}
