import { measureNodemailer, measurePostfix } from './delivery/measure-peers.ts';
import { measureAnswers } from './delivery/measure-answers.ts';
import { measureRelease, type Rates } from './delivery/measure-release.ts';
import { measureWebhooks } from './delivery/measure-webhooks.ts';
import { openSink } from './delivery/open-sink.ts';
import { atLeast, plain, type Report } from './report.ts';

const SCALES = [160, 1_600];
const PEER_MAILS = 5_000;
const WEBHOOKS = 2_000;
const ANSWERS = 2_000;

/**
 * An act-now warning out to so many institutions, one own mail for each, with a record of each; peers in turn in the same run. Options: scale
 * points in the place of 160 and 1,600 (16,000 and 100,000 take minutes); `--no-peers`; `--mail-only`, `--webhooks-only`, `--answers-only` (at the
 * scale points that are given, else 2,000); `--profile FOLDER`. Then webhooks, each to its own address, and answers of everybody at once.
 */
export async function run(report: Report, options: readonly string[]): Promise<void> {
  const asked = options.filter((option) => /^\d+$/.test(option)).map(Number);
  const profile = options.includes('--profile') ? options[options.indexOf('--profile') + 1] : undefined;
  const sink = await openSink();
  try {
    const isAsked = (part: string) => options.includes(`--${part}-only`) || !options.some((option) => option.endsWith('-only'));
    const withPeers = !options.includes('--no-peers');
    if (isAsked('mail')) {
      if (withPeers) await measureNodemailer(report, sink, PEER_MAILS);
      const postfix = withPeers ? await measurePostfix(report, sink, PEER_MAILS) : undefined;
      const rates = new Map<number, Rates>();
      for (const scale of asked.length > 0 ? asked : SCALES)
        rates.set(scale, await measureRelease(report, sink, scale, { postfix, profile }));
      compareRates(report, rates);
    }
    if (isAsked('webhooks'))
      for (const scale of asked.length > 0 ? asked : [WEBHOOKS]) await measureWebhooks(report, scale, { profile, withPeers });
    const answering = options.includes('--answers-only') && asked.length > 0 ? asked : [ANSWERS];
    if (isAsked('answers')) for (const scale of answering) await measureAnswers(report, sink, scale, profile);
  } finally {
    sink.close();
  }
}

/**
 * The rate does not fall where there is more to send. Of few everything is planned before the release is answered, of many meanwhile: like is
 * compared with like from the question on; from the answer on, the rate to many has the planning in it.
 */
function compareRates(report: Report, rates: ReadonlyMap<number, Rates>): void {
  const [few, many] = [rates.get(1_600), rates.get(100_000)];
  if (few === undefined || many === undefined) return;
  const of = (rate: keyof Rates) =>
    ({
      workload: `delivery/${rate}-rate-at-100000-to-that-at-1600`,
      scale: 100_000,
      figure: many[rate] / few[rate],
      unit: 'times',
    }) as const;
  report.figure(atLeast(0.9, of('whole')));
  report.figure(plain(of('delivery')));
}
