import { useState } from 'react';
import { ABUSE_CHECKS, ANSWERS, type AbuseCheck, type Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { useKept } from '../lib/kept.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import type { AnswerGiven } from './use-answer-points.ts';
import styles from './member.module.css';

type Typed = {
  readonly answer?: Answer;
  readonly why: string;
  readonly until: string;
  readonly forwardedTo: string;
  readonly remark: string;
  readonly abuseCheck?: AbuseCheck;
};
const EMPTY: Typed = { answer: undefined, why: '', until: '', forwardedTo: '', remark: '', abuseCheck: undefined };

/** Kinds of "not", which make the inventory better (DOMAIN §7.7). */
const NOT_KINDS: readonly PlainKey[] = ['member.not.absent', 'member.not.version', 'member.not.unreachable'];

/** What is answered, without for what. */
export type AnswerWords = Omit<AnswerGiven, 'points'>;
/** How an answer is sent: `said` is told once it has arrived. */
export type SendAnswer = {
  readonly mutate: (sent: { readonly given: AnswerWords; readonly said: string }, after: { readonly onSuccess: () => void }) => void;
  readonly isPending: boolean;
  readonly isPaused: boolean;
  readonly error: unknown;
  readonly reset: () => void;
};

/**
 * An answer for `count` points: what was done, what the answer needs besides, and apart from it whether it was checked for abuse. What is
 * typed is kept under `name` until it is sent. The button always presses; what is missing is then said.
 */
export function AnswerForm({
  name,
  count,
  send,
  abuseQuestion,
  forwardTo = '',
  onDone,
}: {
  readonly name: string;
  readonly count: number;
  readonly send: SendAnswer;
  readonly abuseQuestion?: string;
  readonly forwardTo?: string;
  readonly onDone?: () => void;
}) {
  const { say } = useWords();
  const [isPressed, press] = useState(false);
  const [typed, change, forget] = useKept<Typed>(name, { ...EMPTY, forwardedTo: forwardTo });
  const given = count === 0 ? undefined : givenBy(typed);
  const give = () => {
    press(true);
    if (given === undefined || send.isPending) return;
    const onSuccess = () => {
      forget();
      press(false);
      onDone?.();
    };
    send.mutate({ given, said: say('answer.sent', { count, answer: say(`answer.${given.answer}`) }) }, { onSuccess });
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <Choice
        legend={say('answer.question')}
        name={`${name}-answer`}
        values={ANSWERS}
        chosen={typed.answer}
        word={(one) => say(`answer.${one}`)}
        onChoose={(one) => change({ answer: one })}
      />
      <WhatItNeeds name={name} typed={typed} onChange={change} />
      <Abuse name={name} question={abuseQuestion} check={typed.abuseCheck} onChoose={(one) => change({ abuseCheck: one })} />
      <Field
        label={say('answer.remark')}
        help={say('answer.remark.help')}
        lines={3}
        value={typed.remark}
        maxLength={2_000}
        onChange={(text) => change({ remark: text })}
      />
      <NotSent sending={send} />
      <div className={styles['row']}>
        <Button look="main" type="submit">
          {say('answer.send', { count: Math.max(1, count) })}
        </Button>
        {isPressed && given === undefined && <strong role="alert">{say(count === 0 ? 'answer.lacks-points' : 'answer.lacks')}</strong>}
      </div>
    </form>
  );
}

/** What is sent of what was typed; undefined while an answer, or what it needs besides, is missing. */
function givenBy({ answer, why, until, forwardedTo, remark, abuseCheck }: Typed): AnswerWords | undefined {
  if (answer === undefined) return undefined;
  const lacks =
    (needsWhy(answer) && why.trim() === '') ||
    (answer === 'risk-accepted' && until === '') ||
    (answer === 'forwarded' && forwardedTo.trim() === '');
  if (lacks) return undefined;
  return {
    answer,
    ...(abuseCheck === undefined ? {} : { abuseCheck }),
    ...(needsWhy(answer) ? { why: why.trim() } : {}),
    ...(answer === 'risk-accepted' ? { until } : {}),
    ...(answer === 'forwarded' ? { forwardedTo: forwardedTo.trim() } : {}),
    ...(remark.trim() === '' ? {} : { remark: remark.trim() }),
  };
}

function needsWhy(answer: Answer | undefined): boolean {
  return answer === 'not-affected' || answer === 'risk-accepted';
}

/** Why, until when, to whom: what the chosen answer asks besides. */
function WhatItNeeds({
  name,
  typed: { answer, why, until, forwardedTo },
  onChange,
}: {
  readonly name: string;
  readonly typed: Typed;
  readonly onChange: (change: Partial<Typed>) => void;
}) {
  const { say } = useWords();
  return (
    <>
      {answer === 'not-affected' && (
        <Choice
          legend={say('home.not-this.which')}
          name={`${name}-not`}
          values={NOT_KINDS}
          chosen={NOT_KINDS.find((kind) => say(kind) === why)}
          word={(kind) => say(kind)}
          onChoose={(kind) => onChange({ why: say(kind) })}
        />
      )}
      {needsWhy(answer) && (
        <Field
          label={say('answer.why')}
          help={say('answer.why.help')}
          value={why}
          maxLength={1_000}
          onChange={(text) => onChange({ why: text })}
        />
      )}
      {answer === 'risk-accepted' && (
        <Field label={say('answer.until')} type="date" value={until} onChange={(text) => onChange({ until: text })} />
      )}
      {answer === 'forwarded' && (
        <Field
          label={say('answer.forwarded-to')}
          value={forwardedTo}
          maxLength={200}
          onChange={(text) => onChange({ forwardedTo: text })}
        />
      )}
      {answer === 'need-help' && <p>{say('answer.help-note')}</p>}
    </>
  );
}

/** The question apart: whether somebody looked if anybody came in. */
function Abuse({
  name,
  question,
  check,
  onChoose,
}: {
  readonly name: string;
  readonly question: string | undefined;
  readonly check: AbuseCheck | undefined;
  readonly onChoose: (check: AbuseCheck) => void;
}) {
  const { say } = useWords();
  return (
    <>
      <Choice
        legend={question === undefined ? say('answer.abuse') : say('answer.abuse-asked', { question })}
        name={`${name}-abuse`}
        values={ABUSE_CHECKS}
        chosen={check}
        word={(one) => say(`abuse.${one}`)}
        onChoose={onChoose}
      />
      {check === 'traces-found' && <p>{say('abuse.traces-found.next')}</p>}
    </>
  );
}

/** One of several, as buttons of 44 px that the arrows walk. */
export function Choice<Value extends string>({
  legend,
  name,
  values,
  chosen,
  word,
  onChoose,
}: {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: Value | undefined;
  readonly word: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <fieldset className={styles['choice']}>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
          {word(value)}
        </label>
      ))}
    </fieldset>
  );
}
