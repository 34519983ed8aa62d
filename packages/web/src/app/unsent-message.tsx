import { Button } from '../components/button.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import type { Fault } from '../lib/fault.ts';
import type { SignedIn } from '../lib/session.ts';
import { answerIn, throwAway, typedIn, type Unsent } from '../lib/unsent.ts';
import { useFaultWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';

/** One message that is not sent: what it is and for whom, what was typed, why it was refused; it can be thrown away. */
export function UnsentMessage({ message, session }: { readonly message: Unsent; readonly session: SignedIn }) {
  const { say } = useWords();
  const typed = typedIn(message);
  const answer = answerIn(message);
  // So that one is told from another.
  const named = [say(message.what), useWhom(message, session), answer === undefined ? undefined : `(${say(`answer.${answer}`)})`]
    .filter((part) => part !== undefined)
    .join(' ');
  return (
    <li>
      {named}
      {typed !== '' && (
        <>
          : <q>{typed}</q>
        </>
      )}{' '}
      {message.refused !== undefined && <WhyRefused fault={message.refused} />}{' '}
      <Button
        look="quiet"
        aria-label={say('unsent.throw-away-one', { what: [named, typed].filter((part) => part !== '').join(': ') })}
        onPress={() => throwAway(message.id)}
      >
        {say('unsent.throw-away')}
      </Button>
    </li>
  );
}

/** For which institution, where the reader may act for several. */
function useWhom({ institutionId, institution }: Unsent, { actingFor, home }: SignedIn): string | undefined {
  const { say } = useWords();
  if (institutionId === undefined)
    return actingFor.length === 0 ? undefined : say('unsent.for', { institution: home.institution ?? home.name });
  // Of one that the reader may no longer act for the name was kept.
  const name = actingFor.find((one) => one.institutionId === institutionId)?.institution ?? institution;
  return name === undefined ? say('unsent.for-other') : say('unsent.for', { institution: name });
}

function WhyRefused({ fault }: { readonly fault: Fault }) {
  const { what, next, problems } = useFaultWords(fault);
  return (
    <>
      {what} {next} <ProblemList problems={problems} />
    </>
  );
}
