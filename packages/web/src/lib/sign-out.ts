import { signOutOfSession } from '@forewarn/api/sessions.ts';
import { signOutOfToken } from '@forewarn/api/token-sign-in.ts';
import { call } from './call.ts';
import { forgetTyped } from './typed.ts';
import { forgetUnsent } from './unsent.ts';

/** Ends the session here, and leaves nothing of what was typed to who comes next. What was read goes where the caller forgets it. */
export async function signOut(): Promise<void> {
  await Promise.allSettled([call(signOutOfSession, {}), call(signOutOfToken, {})]);
  forgetUnsent();
  forgetTyped();
}
