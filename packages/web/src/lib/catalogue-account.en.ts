import { accountTexts } from '../institutions/account-texts.en.ts';
import type { texts as nl } from './catalogue-account.nl.ts';

/** Signing in and one’s own account, in English. One line for each word. */
export const texts: Readonly<Record<keyof typeof nl, string>> = accountTexts;
