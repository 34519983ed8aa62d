import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { giveConsent, withdrawConsent } from '@forewarn/api/accounts.ts';
import { CONSENT_SCOPES, type ConsentScope } from '@forewarn/core/institutions/principal.ts';
import { Button } from '../components/button.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import { consentsQuery, providersQuery } from './people-queries.ts';
import styles from './people.module.css';

type Given = { readonly providerId: string; readonly provider: string; readonly scopes: readonly ConsentScope[] };

/** Which IT provider acts for the institution and what it may do; invited and withdrawn here, at once, with a way back. */
export function Providers() {
  const { say } = useWords();
  const { consents } = useSuspenseQuery(consentsQuery).data;
  const mayChange = useMay('change-consents');
  const { give, withdraw } = useConsentChanges();
  return (
    <section aria-labelledby="providers" className={styles['part']}>
      <h2 id="providers">{say('providers.title')}</h2>
      {consents.length === 0 && <p>{say('providers.none')}</p>}
      <ul className={styles['plain']}>
        {consents.map(({ providerId, provider, scopes, givenAt, suspended }) => (
          <li key={providerId} className={styles['person']}>
            <div>
              <strong>{provider}</strong>
              {suspended && <strong> {say('providers.suspended')}</strong>}
              <ul>
                {CONSENT_SCOPES.map((scope) => (
                  <li key={scope}>{say(scopes.includes(scope) ? `scope.${scope}` : `scope.${scope}.not`)}</li>
                ))}
              </ul>
              <div className="soft">
                {say('providers.since')} <Time at={givenAt} />
              </div>
            </div>
            {mayChange && (
              <Button
                onPress={() => withdraw.mutate({ providerId, provider, scopes: CONSENT_SCOPES.filter((scope) => scopes.includes(scope)) })}
              >
                {say('providers.withdraw', { provider })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <NotSent sending={withdraw} />
      {mayChange && <Invite give={give} />}
      <NotSent sending={give} />
    </section>
  );
}

function useConsentChanges() {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['institutions', 'consents'] });
  const give = useMutation({
    mutationFn: ({ providerId, scopes }: Given) => call(giveConsent, { params: { providerId }, body: { scopes: [...scopes] } }),
    onSuccess: (_given, { provider }) => tell(say('providers.given', { provider })),
    onSettled,
  });
  const withdraw = useMutation({
    mutationFn: ({ providerId }: Given) => call(withdrawConsent, { params: { providerId } }),
    onSuccess: (_withdrawn, given) => tell(say('providers.withdrawn', { provider: given.provider }), () => give.mutate(given)),
    onSettled,
  });
  return { give, withdraw };
}

function Invite({ give }: { readonly give: ReturnType<typeof useConsentChanges>['give'] }) {
  const { say } = useWords();
  const { providers } = useSuspenseQuery(providersQuery).data;
  const [providerId, choose] = useState('');
  const [scopes, setScopes] = useState<readonly ConsentScope[]>(['read', 'answer']);
  const provider = providers.find(({ id }) => id === providerId);
  if (providers.length === 0) return <p>{say('providers.call')}</p>;
  return (
    <form
      className={styles['part']}
      onSubmit={(event) => {
        event.preventDefault();
        if (provider !== undefined && scopes.length > 0) give.mutate({ providerId, provider: provider.name, scopes });
      }}
    >
      <label className="labelled">
        {say('providers.which')}
        <select required value={providerId} onChange={({ target }) => choose(target.value)}>
          <option value="">{say('providers.choose')}</option>
          {providers
            .filter(({ suspendedAt }) => suspendedAt === undefined)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <fieldset className={styles['checks']}>
        <legend>{say('providers.may')}</legend>
        {CONSENT_SCOPES.map((scope) => (
          <label key={scope}>
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={({ target }) => setScopes(target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
            />
            {say(`scope.${scope}`)}
          </label>
        ))}
      </fieldset>
      <Button type="submit">{say('providers.invite')}</Button>
    </form>
  );
}
