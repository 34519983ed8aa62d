import { well, worthALook, type Finding } from './finding.ts';
import type { Place } from './place.ts';

export function* examineSettings({ config }: Place): Generator<Finding> {
  const placeholders = [
    config.cert.name === 'Forewarn CERT' ? 'FOREWARN_CERT_NAME' : '',
    config.cert.domain.endsWith('.example') ? 'FOREWARN_CERT_DOMAIN' : '',
    config.cert.phone === '000 000 00 00' ? 'FOREWARN_CERT_PHONE' : '',
  ].filter((name) => name !== '');
  yield placeholders.length === 0
    ? well('cert', `Mails come from ${config.cert.name} <${config.cert.email}>.`)
    : worthALook(
        'cert',
        `Not set: ${placeholders.join(', ')}; members would read a name that is not yours.`,
        'Set them to your own (docs/operating/settings.md).',
      );
  const check = 'public-url';
  const url = config.publicUrl;
  if (url === undefined)
    yield worthALook(
      check,
      'FOREWARN_PUBLIC_URL is not set: links in mails lead to this machine only.',
      'Set it to the address by which members reach Forewarn, as https://warnings.your-cert.nl',
    );
  else if (!url.startsWith('https://'))
    yield worthALook(
      check,
      `FOREWARN_PUBLIC_URL is ${url}: answers travel without encryption.`,
      'Put a proxy with TLS in front, and set the https:// address.',
    );
  else yield well(check, `Links in mails begin with ${url}.`);
}
