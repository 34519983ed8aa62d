import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { PUT_AWAY_CHARACTERS_MAX } from '@forewarn/api/advisories.ts';
import { Button } from '../components/button.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { Time } from '../components/time.tsx';
import { WhyDialog } from '../components/why-dialog.tsx';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { ShownAdvisory } from './advisory-queries.ts';
import { useAdvisoryActs } from './use-advisory-acts.ts';
import styles from './advisory.module.css';

/** What staff do with an advisory as a document: it is read once its page is open; as unread again (`u`); put away with a reason, and brought back. */
export function AdvisoryDesk({ advisory }: { readonly advisory: ShownAdvisory }) {
  const { say } = useWords();
  const [mayKeep, mayPutAway] = [useMay('keep-advisories'), useMay('put-advisories-away')];
  const acts = useAdvisoryActs(advisory.id);
  const [isPuttingAway, putAway] = useState(false);
  const unread = useMutation({ mutationFn: acts.markUnread });
  const back = useMutation({ mutationFn: acts.bringBack });
  const sequence = advisory.revisions.find(({ isInForce }) => isInForce)?.sequence;
  useMarkedRead(mayKeep && advisory.isRead === false ? sequence : undefined, acts.markRead);
  useKeys(mayKeep && advisory.isRead === true && sequence !== undefined ? { u: () => unread.mutate(sequence) } : {});
  return (
    <>
      {advisory.putAway !== undefined && (
        <p role="status">
          {advisory.putAway.by === undefined ? (
            say('advisory.put-away')
          ) : (
            <>
              {say('advisory.put-away.by', { by: advisory.putAway.by, because: advisory.putAway.because ?? '' })}{' '}
              <Time at={advisory.putAway.at} />{' '}
              {advisory.putAway.isRevisedSince === true && <strong>{say('advisories.is-revised-since')}</strong>}
            </>
          )}
        </p>
      )}
      {(mayKeep || mayPutAway) && (
        <div className={`${styles['choices']} ${styles['acts']}`}>
          {mayKeep && advisory.isRead === true && sequence !== undefined && (
            <Button onPress={() => unread.mutate(sequence)}>
              {say('advisory.mark-unread')} <kbd>u</kbd>
            </Button>
          )}
          {mayPutAway && advisory.putAway === undefined && <Button onPress={() => putAway(true)}>{say('advisory.put-away.act')}</Button>}
          {mayPutAway && advisory.putAway !== undefined && <Button onPress={() => back.mutate()}>{say('advisory.bring-back')}</Button>}
        </div>
      )}
      <NotSent sending={unread} />
      <NotSent sending={back} />
      {isPuttingAway && (
        <WhyDialog
          title={say('advisory.put-away.act')}
          act={say('advisory.put-away.act')}
          what={say('advisory.put-away.what')}
          label={say('advisory.put-away.because')}
          lengthMax={PUT_AWAY_CHARACTERS_MAX}
          onSay={acts.putAway}
          onClose={() => putAway(false)}
        />
      )}
    </>
  );
}

/** Once for each revision that is shown: who then marks it as unread has it so, as long as the page is open. */
function useMarkedRead(sequence: number | undefined, markRead: (sequence: number) => Promise<void>): void {
  const [marked, mark] = useState<number>();
  useEffect(() => {
    if (sequence === undefined || sequence === marked) return;
    mark(sequence);
    void markRead(sequence).catch(() => {}); // without a connection it stays unread, and is so in the list
  }, [sequence, marked]);
}
