import { createTransport } from 'nodemailer';
import type { Config } from '../../../config.ts';
import { poolOptions } from './send.ts';

/** What the mail server said to a greeting, without sending anything: connects, EHLO, STARTTLS and sign-in as a mail would. */
export async function tryRelay(
  config: Config,
  smtpUrl: string,
): Promise<{ readonly fault: string | undefined; readonly mustEncrypt: boolean }> {
  const { pool: _pool, ...options } = poolOptions(config, smtpUrl);
  const transport = createTransport(options);
  const mustEncrypt = options.secure === true || options.requireTLS === true;
  try {
    await transport.verify();
    return { fault: undefined, mustEncrypt };
  } catch (cause) {
    return { fault: cause instanceof Error ? cause.message : String(cause), mustEncrypt };
  } finally {
    transport.close();
  }
}
