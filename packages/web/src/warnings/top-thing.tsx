import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { showHome } from '@forewarn/api/open-points.ts';
import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { later } from '../components/later.tsx';
import { UrgencyMark } from '../components/marks.tsx';
import { useMay } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { ownInstitutionQuery } from './member-queries.ts';
import { NotSent } from '../components/not-sent.tsx';
import { useAnswerPoints } from './use-answer-points.ts';
import styles from './member.module.css';

const Dialog = later(async () => (await import('../components/dialog.tsx')).Dialog);

type Top = NonNullable<CallOutput<typeof showHome>['top']>;

/** Kinds of "Wij hebben dit niet" (DOMAIN §7.7): the second tap says which. */
const NOT_KINDS: readonly PlainKey[] = ['member.not.absent', 'member.not.version', 'member.not.unreachable'];
/** What a practice without an IT provider most answers. */
const OWN_ANSWERS: readonly Answer[] = ['working', 'fixed', 'dont-know'];

/** The one thing to do: what it is, one button, and under it what one may do instead; each in two taps at most. */
export function TopThing({
  top,
  institutionId,
  provider,
}: {
  readonly top: Top;
  readonly institutionId: string;
  readonly provider?: string;
}) {
  const { say } = useWords();
  const mayAnswer = useMay('answer-warnings');
  const [asked, ask] = useState<'not-this' | 'answer'>();
  const { point, button } = top;
  const send = useAnswerPoints([{ warningId: point.warningId, version: point.version }]);
  const give = (answer: Answer, said: string, more: { readonly why?: string; readonly forwardedTo?: string } = {}) => {
    ask(undefined);
    send.mutate({ said, given: { answer, ...more } });
  };
  return (
    <article className={styles['thing']}>
      <h2>
        <UrgencyMark urgency={point.urgency} />
        <span className={styles['title']}>{point.title ?? say('member.withheld', { reference: point.reference })}</span>
      </h2>
      {top.paragraph !== undefined && <p>{top.paragraph}</p>}
      <p className="soft">{point.because}</p>
      {point.state === 'outdated' && <p>{say('member.asked-again')}</p>}
      {mayAnswer ? (
        <div className={styles['actions']}>
          {button.kind === 'forward' && button.to !== undefined ? (
            <Button
              look="main"
              className={styles['wide']}
              isDisabled={send.isPending}
              onPress={() => give('forwarded', say('home.forwarded', { provider: button.to ?? '' }), { forwardedTo: button.to ?? '' })}
            >
              {say('home.forward', { provider: button.to })}
            </Button>
          ) : (
            <Button look="main" className={styles['wide']} isDisabled={send.isPending} onPress={() => ask('answer')}>
              {say('home.answer')}
            </Button>
          )}
          <CallProvider institutionId={institutionId} provider={provider} />
          <Button isDisabled={send.isPending} onPress={() => ask('not-this')}>
            {say('home.not-this')}
          </Button>
          <Button isDisabled={send.isPending} onPress={() => give('need-help', say('home.call-back.asked'))}>
            {say('home.call-back')}
          </Button>
          <Link to="/home/$warning" params={{ warning: point.warningId }} className={buttonClass('quiet')}>
            {say('home.read-all')}
          </Link>
        </div>
      ) : (
        <div className={styles['actions']}>
          <Link to="/home/$warning" params={{ warning: point.warningId }} className={buttonClass('main')}>
            {say('home.read-all')}
          </Link>
        </div>
      )}
      <NotSent sending={send} />
      <Dialog title={say('home.not-this.which')} isOpen={asked === 'not-this'} onClose={() => ask(undefined)}>
        <Choices
          choices={NOT_KINDS.map((kind) => ({ id: kind, word: say(kind) }))}
          onChoose={(_id, word) => give('not-affected', say('home.not-this.done'), { why: word })}
        />
      </Dialog>
      <Dialog title={say('home.answer.which')} isOpen={asked === 'answer'} onClose={() => ask(undefined)}>
        <Choices
          choices={OWN_ANSWERS.map((answer) => ({ id: answer, word: say(`member.do.${answer as 'working' | 'fixed' | 'dont-know'}`) }))}
          onChoose={(id) => give(id, say('member.answered'))}
        />
      </Dialog>
    </article>
  );
}

function CallProvider({ institutionId, provider }: { readonly institutionId: string; readonly provider?: string }) {
  const { say } = useWords();
  const { contacts } = useSuspenseQuery(ownInstitutionQuery(institutionId)).data;
  const contact = contacts.find(({ role, phone }) => role === 'it-provider' && phone !== undefined);
  if (contact?.phone === undefined) return null;
  return (
    <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`} className={buttonClass('plain')}>
      {say('home.call', { provider: provider ?? contact.name })}
    </a>
  );
}

function Choices<Id extends string>({
  choices,
  onChoose,
}: {
  readonly choices: readonly { readonly id: Id; readonly word: string }[];
  readonly onChoose: (id: Id, word: string) => void;
}) {
  return (
    <div className={styles['actions']}>
      {choices.map(({ id, word }) => (
        <Button key={id} className={styles['wide']} onPress={() => onChoose(id, word)}>
          {word}
        </Button>
      ))}
    </div>
  );
}
