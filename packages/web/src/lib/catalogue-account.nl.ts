import { accountTexts } from '../institutions/account-texts.nl.ts';

/** Signing in and one’s own account, in Dutch. One line for each word. */
export const texts = accountTexts;
