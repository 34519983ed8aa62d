import { queryOptions } from '@tanstack/react-query';
import { showAdvisory } from '@forewarn/api/advisories.ts';
import { showMatter } from '@forewarn/api/matters.ts';
import { draftFromAdvisory } from '@forewarn/core/warnings/draft-from-advisory.ts';
import { call } from '../lib/call.ts';
import { EMPTY_TEXT, formOf, type DraftForm } from './draft-form.ts';

/** What the writer of a first version begins with; read once, so that nothing typed is written over. */
export function firstTextQuery(matterId: string) {
  return queryOptions({
    queryKey: ['session', 'first-text', matterId],
    queryFn: () => firstText(matterId),
    staleTime: Infinity,
    gcTime: 0,
  });
}

async function firstText(matterId: string): Promise<{ readonly title: string; readonly form: DraftForm }> {
  const matter = await call(showMatter, { params: { id: matterId } });
  const [advisoryId] = matter.advisoryIds;
  return { title: matter.title, form: advisoryId === undefined ? fromNothing(matter.title) : await fromAdvisory(advisoryId) };
}

async function fromAdvisory(id: string): Promise<DraftForm> {
  const { advisory, knownExploited } = await call(showAdvisory, { params: { id }, query: {} });
  const draft = draftFromAdvisory({ advisory, urgency: knownExploited ? 'act-now' : 'this-week', exploited: knownExploited });
  return formOf({
    ...draft,
    version: 1,
    kind: 'initial',
    state: 'draft',
    draftedAt: '',
    draftedBy: '',
    texts: { nl: { ...draft.texts.nl, actions: [...draft.texts.nl.actions], parts: undefined } },
    audience: { certainties: [...draft.audience.certainties], excluded: [] },
  });
}

function fromNothing(title: string): DraftForm {
  return {
    urgency: 'act-now',
    tlp: 'GREEN',
    sharedWithItProvider: true,
    embargoUntil: '',
    validUntil: '',
    nl: { ...EMPTY_TEXT, title: title.slice(0, 80), actions: [{ text: '', role: '', withinHours: '' }] },
    audience: { certainties: ['certain', 'likely', 'possible'], excluded: [] },
  };
}
