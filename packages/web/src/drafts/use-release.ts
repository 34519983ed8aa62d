import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { planRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useWords } from '../lib/words.ts';
import { warningQuery, type Preview } from './draft-queries.ts';

/** Releases the draft as it was previewed, now or at an hour; who signed in long ago is asked once more who it is (lib/call.ts). */
export function useRelease(
  preview: Preview,
  { onReleased, onPlanned }: { readonly onReleased: () => void; readonly onPlanned: () => void },
) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const { warningId: id, digest: previewDigest, version, counts } = preview;

  const send = async ({ at, because }: Sending) => {
    const evenIfNobody = counts.told === 0 ? { evenIfNobody: true } : {};
    const alone = because === undefined ? {} : { alone: { because } };
    if (at !== '') {
      queries.setQueryData(
        warningQuery(id).queryKey,
        await call(planRelease, { params: { id }, body: { at, previewDigest, ...evenIfNobody, ...alone } }),
      );
      const { fullDate, spokenTime } = momentWords(at, Date.now(), language);
      tell(say('plan.done', { date: fullDate, time: spokenTime }));
      return onPlanned();
    }
    const { told, isUnderway } = await call(releaseWarning, {
      params: { id },
      body: { version, previewDigest, ...evenIfNobody, ...alone },
    });
    await queries.invalidateQueries({ queryKey: ['warnings'] });
    tell(say('release.done', { count: isUnderway === true ? counts.told : told }));
    onReleased();
  };

  const attempt = async (way: () => Promise<void>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await way();
    } catch (cause) {
      setFault(cause);
      if (isFault(cause) && cause.status === 409) await queries.invalidateQueries({ queryKey: ['warnings', 'preview'] });
    } finally {
      setBusy(false);
    }
  };

  return {
    fault,
    isBusy,
    send: (sending: Sending) => void attempt(() => send(sending)),
  };
}

/** `at` empty: now. `because`: one person sends it alone. */
export type Sending = { readonly at: string; readonly because: string | undefined };
