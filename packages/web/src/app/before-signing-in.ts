import { withWords } from './with-words.ts';

/** What is shown in the place of every page to who is not known, or opens an invitation as somebody else; whoever is signed in loads neither. */
export const SignInPage = withWords(() => import('./sign-in-page.tsx'), 'SignInPage', 'account');
export const SignedInAsSomebody = withWords(() => import('./signed-in-as-somebody.tsx'), 'SignedInAsSomebody', 'account');
