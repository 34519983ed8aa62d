import type { warningTexts as nl } from './texts.nl.ts';

export const warningTexts: Readonly<Record<keyof typeof nl, string>> = {
  'home.nothing': 'You have nothing to do now.',
  'home.one_one': 'There is {{count}} thing for you to do.',
  'home.one_other': 'There are {{count}} things for you to do.',
  'home.unknown': 'We do not know yet what you use.',
  'home.unknown.next': 'Tell us which programs and devices you have. Call us and we will help you.',
  'home.nobody': 'You do not belong to an institution yet.',
  'home.nobody.next': 'Call us and we will find out.',
};
