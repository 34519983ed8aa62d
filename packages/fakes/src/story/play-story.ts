import { listAdvisories } from '@forewarn/api/advisories.ts';
import type { Client } from '@forewarn/api/client.ts';
import { startPoll } from '@forewarn/api/sources.ts';
import { listConcerned, listWarnings, previewRelease, releaseWarning } from '@forewarn/api/warnings.ts';
import type { CsafPublisher } from '../csaf-publisher/start-csaf-publisher.ts';
import type { Mailbox } from '../mailbox/start-mailbox.ts';
import type { ReceivedMail } from '../mailbox/received-mail.ts';
import { DEMO_TRACKING_ID, demoAdvisories, type CsafDocument } from '../world/demo-advisory.ts';
import { expectedConcerned } from '../world/expected-concerned.ts';
import type { World } from '../world/world.ts';
import { answerFromMail, answerLinkOf, openAnswerPage } from './answer-from-mail.ts';
import type { Tell } from './story-event.ts';
import { until, untilQuiet } from './until.ts';

/** Where the story happens: a Forewarn with the world loaded and the publisher among its sources. */
export type StoryPlace = {
  readonly cert: Client;
  readonly sourceId: string;
  readonly publisher: CsafPublisher;
  readonly mailbox: Mailbox;
  readonly world: World;
};

export type Telling = {
  readonly tell: Tell;
  /** Between two steps: a newcomer wants to see; a check does not wait. */
  readonly pause: () => Promise<void>;
  /** How long anything may take before it did not happen; a minute where absent. */
  readonly patienceMs?: number;
};

/** Whose answer the story sends: she holds 6.2 HF 14, so the revision leaves her alone. */
const ANSWERING = 'Ziekenhuis Lindemark';
const PATIENCE_MS = 60_000;

/**
 * The main job as a story: an advisory appears, is fetched, and whoever it concerns is told; one institution answers from its mail; a
 * revision of words only reaches nobody; a revision of the remedy reaches only those whose action changed. Everything is looked at from
 * outside: what the API says, what lies in the mailboxes; what should happen comes from the world's own knowledge (`expectedConcerned`).
 * Gives what did not happen as it should, in words; none: all did.
 */
export async function playStory(place: StoryPlace, telling: Telling): Promise<readonly string[]> {
  const failures: string[] = [];
  const story = new Story(place, telling, (what) => {
    failures.push(what);
    telling.tell({ event: 'failed', what });
  });
  try {
    await story.anAdvisoryAppears();
    await story.anInstitutionAnswers();
    await story.aRevisionOfWordsReachesNobody();
    await story.aRevisionReachesThoseWhoseActionChanged();
  } catch (cause) {
    story.fail(cause instanceof Error ? cause.message : String(cause));
  }
  telling.tell({ event: 'result', passed: failures.length === 0, failures: failures.length });
  return failures;
}

type Published = { readonly version: string; readonly atMs: number; readonly mailsBefore: number };

class Story {
  readonly #place: StoryPlace;
  readonly #telling: Telling;
  readonly fail: (what: string) => void;
  readonly #documents = demoAdvisories();
  readonly #expected;
  readonly #namesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #reachable: ReadonlySet<string>;
  readonly #patienceMs: number;
  #warningId = '';

  constructor(place: StoryPlace, telling: Telling, fail: (what: string) => void) {
    this.#place = place;
    this.#telling = telling;
    this.#patienceMs = telling.patienceMs ?? PATIENCE_MS;
    this.fail = fail;
    this.#expected = expectedConcerned(place.world);
    this.#namesOf = namesByAddress(place.world);
    this.#reachable = new Set([...this.#namesOf.values()].flatMap((names) => [...names]));
  }

  async anAdvisoryAppears(): Promise<void> {
    const published = await this.#publish(this.#documents.first, '1.0.0');
    this.#warningId = await this.#untilDrafted();
    await this.#telling.pause();
    await this.#release(published, this.#expected.first, 1);
    const { counts, institutions } = await this.#concerned();
    const told = institutions.filter((one) => one.told).map((one) => one.institution);
    this.#telling.tell({ event: 'concerned', version: 1, count: told.length, institutions: told });
    this.#same('told of the advisory', this.#expected.first, told);
    if (counts.answered !== 0) this.fail(`${counts.answered} answered before anybody could`);
    await this.#telling.pause();
  }

  async anInstitutionAnswers(): Promise<void> {
    const mail = await this.#place.mailbox.waitFor(
      (one) => this.#namesOf.get(one.rcptTo.toLowerCase())?.has(ANSWERING) === true,
      this.#patienceMs,
    );
    const link = answerLinkOf(mail);
    if (link === undefined) return this.fail(`the mail to ${mail.rcptTo} carries no link to answer`);
    for (const _scanner of [1, 2]) {
      const page = await openAnswerPage(link);
      if (page.status !== 200) this.fail(`the page behind the link answers ${page.status}`);
    }
    if ((await this.#concerned()).counts.answered !== 0) this.fail('opening the link counted as an answer');
    const posted = await answerFromMail(link, {
      answer: 'working',
      answeredAs: 'P. Verbeek, netwerkbeheer',
      remark: 'Update loopt, klaar om 14.00 uur.',
    });
    if (posted.status !== 200) this.fail(`answering through the link gives ${posted.status}`);
    const { counts } = await this.#concerned();
    this.#telling.tell({
      event: 'answered',
      institution: ANSWERING,
      answer: 'working',
      answered: counts.answered,
      concerned: counts.concerned,
    });
    if (counts.answered !== 1) this.fail(`the CERT sees ${counts.answered} answers in place of 1`);
    await this.#telling.pause();
  }

  async aRevisionOfWordsReachesNobody(): Promise<void> {
    await untilQuiet(() => this.#place.mailbox.mails().length);
    const published = await this.#publish(this.#documents.editorial, '1.1.0');
    await untilQuiet(() => this.#place.mailbox.mails().length);
    const heard = this.#place.mailbox.mails().length - published.mailsBefore;
    if (heard > 0) this.fail(`${heard} mails went out for a revision that changes nothing`);
    if ((await this.#warning()).hasDraft) this.fail('a revision that changes nothing was drafted for release');
    this.#telling.tell({ event: 'silent-revision', version: '1.1.0' });
    await this.#telling.pause();
  }

  async aRevisionReachesThoseWhoseActionChanged(): Promise<void> {
    const published = await this.#publish(this.#documents.revised, '2.0.0');
    await this.#untilDrafted();
    await this.#telling.pause();
    const heard = await this.#release(published, this.#expected.revised, 2);
    this.#telling.tell({
      event: 'heard-of-revision',
      count: heard.length,
      institutions: heard,
      leftAlone: this.#expected.leftAlone.length,
    });
    const { counts, institutions } = await this.#concerned();
    if (counts.answered !== 1) this.fail(`after the revision the CERT sees ${counts.answered} answers; the earlier answer should stay`);
    this.#same(
      'heard of the revision, as the CERT sees it',
      this.#expected.revised,
      institutions.filter((one) => ['warn', 'update'].includes(one.decision)).map((one) => one.institution),
    );
  }

  /** On the publisher's site, fetched by Forewarn, read. */
  async #publish(document: CsafDocument, version: string): Promise<Published> {
    const mailsBefore = this.#place.mailbox.mails().length;
    await this.#place.publisher.publish(document);
    const published = { version, atMs: Date.now(), mailsBefore };
    this.#telling.tell({ event: 'published', advisory: DEMO_TRACKING_ID, version });
    await this.#place.cert.call(startPoll, { params: { id: this.#place.sourceId } });
    await until(`version ${version} of the advisory is read`, this.#patienceMs, async () => {
      const { advisories } = await this.#place.cert.call(listAdvisories, { query: { text: DEMO_TRACKING_ID } });
      return advisories.some((one) => one.trackingId === DEMO_TRACKING_ID && one.trackingVersion === version);
    });
    this.#telling.tell({ event: 'fetched', advisory: DEMO_TRACKING_ID, version, seconds: secondsSince(published.atMs) });
    return published;
  }

  async #untilDrafted(): Promise<string> {
    return until('a standing rule drafts the warning', this.#patienceMs, async () => {
      const { warnings } = await this.#place.cert.call(listWarnings, {});
      return warnings.find((one) => one.hasDraft)?.id;
    });
  }

  /** As the analyst: looks at the preview, releases exactly that, and waits for the mails. Gives the names of those who had one. */
  async #release(published: Published, expected: readonly string[], version: number): Promise<readonly string[]> {
    const { cert, mailbox } = this.#place;
    const params = { id: this.#warningId };
    const preview = await cert.call(previewRelease, { params });
    const alone = { because: 'Eén analist heeft dienst in dit verhaal.' };
    const released = await cert.call(releaseWarning, { params, body: { version: preview.version, previewDigest: preview.digest, alone } });
    this.#telling.tell({
      event: 'previewed',
      reference: released.reference,
      version,
      told: preview.counts.told,
      urgency: Object.keys(preview.counts.byUrgency).join(', '),
    });
    this.#telling.tell({
      event: 'released',
      reference: released.reference,
      version,
      told: released.told,
      seconds: secondsSince(published.atMs),
    });
    if (preview.counts.told !== expected.length)
      this.fail(`the preview promised ${preview.counts.told} institutions; ${expected.length} are concerned`);
    const reachable = expected.filter((name) => this.#reachable.has(name));
    await until(`everybody concerned by version ${version} has a mail`, this.#patienceMs, async () => {
      const names = new Set(
        mailbox
          .mails()
          .slice(published.mailsBefore)
          .flatMap((mail) => this.#namesOfMail(mail)),
      );
      return reachable.every((name) => names.has(name));
    }).catch((cause: Error) => this.fail(cause.message));
    await untilQuiet(() => mailbox.mails().length);
    return this.#judgeMails(mailbox.mails().slice(published.mailsBefore), published, reachable, version);
  }

  #judgeMails(mails: readonly ReceivedMail[], published: Published, reachable: readonly string[], version: number): readonly string[] {
    const concerned = new Set(reachable);
    const heard = new Set<string>();
    for (const mail of mails) {
      const names = this.#namesOfMail(mail).filter((name) => concerned.has(name));
      for (const name of names) heard.add(name);
      if (names.length === 0) this.fail(`${mail.rcptTo} had a mail, and is of nobody who is concerned: ${mail.subject}`);
      if (!/^(U krijgt dit omdat|You receive this because)/m.test(mail.text)) this.fail(`the mail to ${mail.rcptTo} does not say why`);
      if (answerLinkOf(mail) === undefined) this.fail(`the mail to ${mail.rcptTo} carries no link to answer`);
    }
    this.#same(`had a mail of version ${version}`, reachable, [...heard]);
    const times = mails.map((mail) => mail.acceptedAtMs - published.atMs).sort((a, b) => a - b);
    this.#telling.tell({
      event: 'mailed',
      version,
      count: mails.length,
      secondsToFirst: rounded((times[0] ?? 0) / 1000),
      secondsToLast: rounded((times.at(-1) ?? 0) / 1000),
      addresses: mails.map((mail) => mail.rcptTo),
    });
    return [...heard];
  }

  #same(what: string, expected: readonly string[], actual: readonly string[]): void {
    const missing = expected.filter((name) => !actual.includes(name));
    const tooMany = actual.filter((name) => !expected.includes(name));
    if (missing.length > 0)
      this.fail(`${missing.length} of ${expected.length} should have ${what} and did not: ${missing.slice(0, 5).join(', ')}`);
    if (tooMany.length > 0) this.fail(`${tooMany.length} ${what} and should not have: ${tooMany.slice(0, 5).join(', ')}`);
  }

  #namesOfMail(mail: ReceivedMail): readonly string[] {
    return [...(this.#namesOf.get(mail.rcptTo.toLowerCase()) ?? [])];
  }

  #concerned() {
    return this.#place.cert.call(listConcerned, { params: { id: this.#warningId } });
  }

  async #warning() {
    const { warnings } = await this.#place.cert.call(listWarnings, {});
    const found = warnings.find((one) => one.id === this.#warningId);
    if (found === undefined) throw new Error('the warning is gone');
    return found;
  }
}

/** Whose an address is; one CISO may serve three institutions. */
function namesByAddress(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { entry } of world.institutions) {
    for (const { email } of entry.contacts) {
      if (email === undefined) continue;
      const those = names.get(email.toLowerCase());
      if (those === undefined) names.set(email.toLowerCase(), new Set([entry.name]));
      else those.add(entry.name);
    }
  }
  return names;
}

function secondsSince(atMs: number): number {
  return rounded((Date.now() - atMs) / 1000);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
