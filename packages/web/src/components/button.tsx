import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';

/** `main` is the one thing to do on a page or in a dialog; `plain` the rest; `quiet` looks like a link. */
export type ButtonLook = 'main' | 'plain' | 'quiet' | 'urgent';

export function Button({
  look = 'plain',
  className,
  ...rest
}: ButtonProps & { readonly look?: ButtonLook; readonly ref?: Ref<HTMLButtonElement> }) {
  return <AriaButton {...rest} className={[styles['button'], styles[look], className].filter(Boolean).join(' ')} />;
}

/** For a link that looks like a button. */
export function buttonClass(look: ButtonLook): string {
  return `${styles['button'] ?? ''} ${styles[look] ?? ''}`;
}
