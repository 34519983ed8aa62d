import type { institutionTexts as nl } from './texts.nl.ts';

export const institutionTexts: Readonly<Record<keyof typeof nl, string>> = {};
