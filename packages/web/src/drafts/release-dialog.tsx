import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askPasskey, signInWithPasskey } from '@forewarn/api/sessions.ts';
import { releaseWarning } from '@forewarn/api/warnings.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { isFault } from '../lib/fault.ts';
import { useWords } from '../lib/words.ts';
import { approvalsQuery, type Preview } from './draft-queries.ts';
import { FourEyes } from './four-eyes.tsx';
import styles from './draft.module.css';

/** The one question that is asked (LOOK): a release cannot be undone, and act now disturbs people; it names them. */
export function ReleaseDialog({
  preview,
  onClose,
  onReleased,
}: {
  readonly preview: Preview;
  readonly onClose: () => void;
  readonly onReleased: () => void;
}) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [because, setBecause] = useState('');
  const { data: approvals } = useQuery({ ...approvalsQuery(preview.warningId), staleTime: 0 });
  const isAlone = approvals?.fourEyes?.kind === 'missing';
  const maySend = preview.mayRelease && approvals !== undefined && (!isAlone || because.trim() !== '');
  const { told, messages } = preview.counts;
  const woken = preview.institutions.filter(
    ({ urgency, decision, contacts }) => urgency === 'act-now' && decision !== 'stay-silent' && decision !== 'close' && contacts.length > 0,
  );
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
  const release = async () => {
    const released = await call(releaseWarning, {
      params: { id: preview.warningId },
      body: {
        version: preview.version,
        previewDigest: preview.digest,
        ...(told === 0 ? { evenIfNobody: true } : {}),
        ...(isAlone ? { alone: { because: because.trim() } } : {}),
      },
    });
    await queries.invalidateQueries({ queryKey: ['warnings'] });
    tell(say('release.done', { count: released.told }));
    onReleased();
  };
  const confirm = async () => {
    const options = await call(askPasskey, { body: {} });
    const response = await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
    await call(signInWithPasskey, { body: { response } });
    await release();
  };
  const mustSignIn = isFault(fault) && fault.code === 'sign-in-again';
  return (
    <Dialog title={say('release.title', { version: preview.version })} isOpen onClose={onClose}>
      <p>{say('release.sentence', { count: told, messages })}</p>
      {preview.problems.length > 0 && (
        <div>
          <p className={styles['problem']}>{say('release.may-not')}</p>
          <ul lang="en">
            {preview.problems.map(({ code, message, hint }) => (
              <li key={code}>
                {message} {hint}
              </li>
            ))}
          </ul>
        </div>
      )}
      {woken.length > 0 && (
        <section className={styles['woken']} tabIndex={0} aria-label={say('release.woken')}>
          <h3>
            <UrgencyMark urgency="act-now" quiet /> {say('release.woken')} ({woken.reduce((sum, { contacts }) => sum + contacts.length, 0)})
          </h3>
          <p>{say('release.woken.next')}</p>
          <ul>
            {woken.map(({ institutionId, institution, contacts }) => (
              <li key={institutionId}>
                <strong>{institution}</strong>:{' '}
                {contacts
                  .map(
                    ({ name, role, channels }) =>
                      `${name} (${words(language)(`role.${role as 'ciso'}`)}; ${channels.map((one) => say(`audience.channel.${one as 'email'}`)).join(', ')})`,
                  )
                  .join('; ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {approvals !== undefined && <FourEyes id={preview.warningId} approvals={approvals} because={because} onBecause={setBecause} />}
      {mustSignIn ? (
        <div className={styles['writing']}>
          <p>{say('release.again')}</p>
          <div>
            <Button look="main" isDisabled={isBusy} onPress={() => void attempt(confirm)}>
              {say('release.again.do')}
            </Button>
          </div>
        </div>
      ) : (
        <>
          {fault !== undefined &&
            (isFault(fault) && fault.code === 'preview-changed' ? (
              <p role="alert" className={styles['problem']}>
                {say('release.stale')}
              </p>
            ) : (
              <FaultState fault={fault instanceof Error ? { status: 422, code: 'input-unreadable', title: fault.message } : fault} />
            ))}
          <div>
            <Button look={woken.length > 0 ? 'urgent' : 'main'} isDisabled={isBusy || !maySend} onPress={() => void attempt(release)}>
              {say('release.do', { count: told })}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
