import type { ActionStep } from './warning.ts';
import type { Words } from './words.ts';

/** A step with who does it and within how long, in words: "Werk bij. (wie: systeembeheerder; binnen 4 uur)". Whole days read as days from two on. */
export function describeStep({ text, role, withinHours }: ActionStep, say: Words): string {
  const notes = [
    ...(role === undefined ? [] : [say('step.role', { role: say(`role.${role}`) })]),
    ...(withinHours === undefined ? [] : [describeHours(withinHours, say)]),
  ];
  return notes.length === 0 ? text : say('step.with', { step: text, notes: notes.join('; ') });
}

function describeHours(hours: number, say: Words): string {
  return hours >= 48 && hours % 24 === 0 ? say('step.days', { count: hours / 24 }) : say('step.hours', { count: hours });
}
