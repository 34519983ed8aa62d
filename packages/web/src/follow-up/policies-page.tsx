import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { replaceFollowUpPolicies } from '@forewarn/api/follow-up.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { PolicyForm } from './policy-form.tsx';
import { policiesQuery, type Policies, type Policy } from './policy-queries.ts';
import { TryPolicies } from './try-policies.tsx';
import styles from './board.module.css';

/** What is done, and when, for who does not answer: read, changed, and tried on a draft before it counts. */
export function PoliciesPage() {
  const inForce = useSuspenseQuery(policiesQuery).data;
  return <Editor key={JSON.stringify(inForce)} inForce={inForce} />;
}

function Editor({ inForce }: { readonly inForce: Policies }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const mayChange = useMay('change-rules');
  const [policies, change] = useState<readonly Policy[]>(inForce.policies);
  const [fault, setFault] = useState<unknown>();
  const isChanged = JSON.stringify(policies) !== JSON.stringify(inForce.policies);
  const replace = async (next: readonly Policy[]) => {
    queries.setQueryData(policiesQuery.queryKey, await call(replaceFollowUpPolicies, { body: { policies: [...next] } }));
  };
  const save = async (next: readonly Policy[]) => {
    setFault(undefined);
    try {
      await replace(next);
      tell(say('policies.saved'), () => void replace(inForce.shipped ? [] : inForce.policies).catch(setFault));
    } catch (cause) {
      setFault(cause);
    }
  };
  return (
    <>
      <PageSentence title={say('policies.title')}>
        {say(inForce.shipped ? 'policies.sentence.shipped' : 'policies.sentence.own')}
      </PageSentence>
      <p className="soft">{say('policies.order')}</p>
      <div className={styles['policies']}>
        {policies.map((policy, place) => (
          <PolicyForm
            key={policy.name}
            policy={policy}
            isFixed={!mayChange}
            onChange={(next) => change(policies.map((one, at) => (at === place ? next : one)))}
          />
        ))}
      </div>
      {fault !== undefined && <FaultState fault={fault} />}
      {mayChange && (
        <div className={styles['outcomes']}>
          <Button look="main" isDisabled={!isChanged} onPress={() => void save(policies)}>
            {say('policies.save')}
          </Button>
          {isChanged && <Button onPress={() => change(inForce.policies)}>{say('policies.drop')}</Button>}
          {!inForce.shipped && <Button onPress={() => void save([])}>{say('policies.shipped')}</Button>}
        </div>
      )}
      <TryPolicies policies={policies} />
    </>
  );
}
