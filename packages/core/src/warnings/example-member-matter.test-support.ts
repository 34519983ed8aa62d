import { idOf } from '../basics/ids.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { at, DUTCH, exampleReason, lindemark } from './example-warning.test-support.ts';
import type { GivenAnswer, MemberMatter } from './open-point.ts';

/** A warning on Meridiaan EPD that Ziekenhuis Lindemark was told of at 15:00, with one line of its inventory. */
export function exampleMemberMatter(change: Partial<MemberMatter> = {}, decision: Partial<MemberMatter['decision']> = {}): MemberMatter {
  return {
    warning: { id: idOf<'Warning'>('warning-1'), reference: 'FW-2026-0001', releasedVersion: 1 },
    tlp: 'GREEN',
    text: DUTCH,
    decision: {
      kind: 'warn',
      told: true,
      reasons: [exampleReason()],
      askedInVersion: 1,
      urgency: 'act-now',
      certainty: 'certain',
      label: 'AMBER+STRICT',
      ...decision,
    },
    askedAt: at('2026-11-23T15:00:00Z'),
    answers: [],
    assignments: [],
    ...change,
  };
}

export function given(answer: Acknowledgement['answer'], change: Partial<GivenAnswer> = {}): GivenAnswer {
  return {
    id: idOf<'Acknowledgement'>(`answer-${answer}`),
    warningId: idOf<'Warning'>('warning-1'),
    version: 1,
    institutionId: lindemark,
    answer,
    answeredAs: 'Sjors Systeem',
    through: 'api',
    confirmed: true,
    answeredAt: at('2026-11-23T16:12:00Z'),
    ...change,
  };
}
