import { isTestCode, lineAt, type Repository, type Violation } from './repository.ts';

/**
 * Whatever leaves passes the rule of labels (decision 022). JSON answers pass it in http/withhold-answer.ts and messages in deliveries/lane.ts,
 * whoever makes them. Pages and files are bytes that no gate can look into: the file that sends one asks `mayRead`, or says here why not.
 */
export function checkLabels({ files }: Repository): readonly Violation[] {
  return files.flatMap(({ path, code, imports }) => {
    if (isTestCode(path) || !path.startsWith('packages/server/src/') || NOTHING_LABELLED[path] !== undefined) return [];
    const sends = SENDS.exec(code);
    const asks = imports.some(({ specifier }) => specifier === '@forewarn/core/sharing/may-read.ts') && /\bmayRead\(/.test(code);
    if (sends === null || asks) return [];
    return [
      {
        path,
        line: lineAt(code, sends.index),
        what: 'it sends a page or a file and does not ask whether its reader may have it.',
        instead:
          'Ask mayRead(principal, label, now) of core/sharing before it; where nothing in it has a label, say so in check-labels.ts.',
      },
    ];
  });
}

/** A page, bytes of a type of their own, a stream, or the socket behind the reply. */
const SENDS = /\bsendPage\s*\(|\breply\b[^;{}]*\.\s*(?:send|sendFile|type)\s*\(|\breply\s*\.\s*(?:raw|hijack)\b/;

/** Senders of what has no label, and why. */
const NOTHING_LABELLED: Readonly<Record<string, string>> = {
  'packages/server/src/http/send-page.ts': 'sends what a page gave it; the page asks',
  'packages/server/src/http/audit-routes.ts': 'entries name things by id and hold no text of a warning',
  'packages/server/src/http/event-routes.ts': 'which changed, by word and id; what it says is read elsewhere',
  'packages/server/src/http/token-sign-in-routes.ts': 'that a token is kept, and the word of it',
  'packages/server/src/http/portal-routes.ts': 'the portal itself; all that it shows it asks of the API',
  'packages/server/src/http/page-routes.ts': 'style, sign-in, security.txt',
  'packages/server/src/http/provider-sign-in-routes.ts': 'that somebody is to sign in',
  'packages/server/src/http/mail-sign-in-routes.ts': 'the same',
  'packages/server/src/http/openapi-routes.ts': 'the form of requests and answers',
  'packages/server/src/http/trace-requests.ts': 'sends nothing: it hears when an answer is over',
  'packages/server/src/http/health-routes.ts': 'whether it works',
  'packages/server/src/institutions/contact-page-routes.ts': "the contact's own details, masked",
  'packages/server/src/institutions/nomination-page-routes.ts':
    'what a branch organisation said of the institution that is asked, and of nobody else',
  'packages/server/src/warnings/vote-routes.ts': 'a reference and a question',
  'packages/server/src/http/start-watch-port.ts': 'counts and times of the whole, to loopback',
  'packages/server/src/http/build-app.ts': 'that there is nothing',
  'packages/server/src/http/answer-fault.ts': 'that something went wrong',
  'packages/server/src/http/errors.ts': 'refusals, which name states and no texts',
  'packages/server/src/http/withhold-answer.ts': 'the gate itself',
};
