import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { decideQuarantined } from '@forewarn/api/advisories.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useProblemWords } from '../lib/use-fault-words.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { ExactWords } from './exact-words.tsx';
import { quarantinedQuery, unreadableQuery, type Quarantined, type Unreadable } from './notice-queries.ts';
import styles from './sources.module.css';

/** Documents that are kept back, with why, to be let in or rejected; and those that nobody can read. */
export function Kept() {
  const { say } = useWords();
  const { data: kept } = useQuery(quarantinedQuery);
  const { data: unreadable } = useQuery(unreadableQuery);
  return (
    <>
      <section>
        <h2>{say('kept.title', { count: kept?.documents.length ?? 0 })}</h2>
        <ul className={styles['kept']}>
          {kept?.documents.map((document) => (
            <KeptDocument key={document.id} document={document} />
          ))}
        </ul>
      </section>
      {unreadable !== undefined && unreadable.documents.length > 0 && <UnreadableDocuments documents={unreadable.documents} />}
    </>
  );
}

/** Folded, and so what is wrong with them is put in words when somebody looks. */
function UnreadableDocuments({ documents }: { readonly documents: readonly Unreadable[] }) {
  const { say } = useWords();
  const [isOpen, open] = useState(false);
  const inWords = useProblemWords(isOpen);
  return (
    <details onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{say('kept.unreadable', { count: documents.length })}</summary>
      <ul className={styles['kept']}>
        {documents.map(({ sha256, url, source, readAt, problems }) => (
          <li key={sha256}>
            <span>{url ?? sha256}</span> <span className="soft">{source}</span> <Time at={readAt} />
            <p>{say('kept.unread')}</p>
            <ProblemList problems={inWords(problems.slice(0, 1))} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Undefined: all is well with it, or it is not there. */
const HASHES: Readonly<Record<Quarantined['hashCheck']['kind'], PlainKey | undefined>> = {
  matches: undefined,
  absent: undefined,
  mismatch: 'kept.why.hash-mismatch',
  unreadable: 'kept.why.hash-unreadable',
};
const SIGNATURES: Readonly<Record<Quarantined['signatureCheck']['kind'], PlainKey | undefined>> = {
  valid: undefined,
  'valid-expired-key': undefined,
  invalid: 'kept.why.signature-invalid',
  unreadable: 'kept.why.signature-unreadable',
  'unknown-key': 'kept.why.signature-unknown-key',
  absent: 'kept.why.signature-absent',
};

/** Which of the checks kept it back, as `judgeDocument` (server) weighs them; a source's own policy may let some through. */
function whyOf({ hashCheck, signatureCheck }: Quarantined): readonly PlainKey[] {
  const hash = HASHES[hashCheck.kind];
  const signature = SIGNATURES[signatureCheck.kind];
  const isSignatureWhy = signatureCheck.kind !== 'absent' || hash === undefined;
  return [...(hash === undefined ? [] : [hash]), ...(signature === undefined || !isSignatureWhy ? [] : [signature])];
}

function KeptDocument({ document }: { readonly document: Quarantined }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const mayDecide = useMay('decide-documents');
  const [fault, setFault] = useState<unknown>();
  const decide = async (decision: 'release' | 'reject') => {
    try {
      await call(decideQuarantined, { params: { id: document.id }, body: { decision } });
      await queries.invalidateQueries({ queryKey: ['advisories'] });
      tell(say(decision === 'release' ? 'kept.released' : 'kept.rejected'));
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <li>
      <strong>{document.title ?? document.url}</strong>{' '}
      <span className="soft">
        {[document.publisher, document.trackingId, document.source].filter(Boolean).join(' · ')} <Time at={document.retrievedAt} />
      </span>
      {whyOf(document).map((why) => (
        <p key={why}>{say(why)}</p>
      ))}
      {document.verdictReason !== undefined && <ExactWords>{document.verdictReason}</ExactWords>}
      {fault !== undefined && <FaultState fault={fault} />}
      {mayDecide && (
        <div className={styles['acts']}>
          <Button onPress={() => void decide('release')}>{say('kept.release')}</Button>
          <Button onPress={() => void decide('reject')}>{say('kept.reject')}</Button>
        </div>
      )}
    </li>
  );
}
