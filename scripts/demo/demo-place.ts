import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { apiClient, type Client } from '@forewarn/api/client.ts';
import { addSource } from '@forewarn/api/sources.ts';
import { addStandingRule } from '@forewarn/api/warnings.ts';
import { startCsafPublisher, type CsafPublisher } from '@forewarn/fakes/csaf-publisher/start-csaf-publisher.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { loadWorld, type Progress } from '@forewarn/fakes/story/load-world.ts';
import { DEMO_PUBLISHER } from '@forewarn/fakes/world/demo-advisory.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import type { World } from '@forewarn/fakes/world/world.ts';
import { readConfig } from '@forewarn/server/config.ts';
import { startEmbedded } from '@forewarn/server/database/embedded/start-embedded.ts';
import type { Jobs } from '@forewarn/server/jobs/run-jobs.ts';
import { makeToken } from '@forewarn/server/sessions/tokens.ts';
import { startServer, type RunningServer } from '@forewarn/server/start-server.ts';

export type DemoSettings = {
  readonly scale: number;
  /** 0: free ones. */
  readonly ports: { readonly forewarn: number; readonly publisher: number; readonly mailbox: number };
  /** Emptied first. */
  readonly dataDirectory: string;
  /** A database of its own in the place of the embedded one. */
  readonly databaseUrl?: string;
  /** Jobs in the place of the real ones: how a test shows that the story fails when a part is switched off. */
  readonly otherJobs?: Partial<Jobs>;
  readonly onProgress?: Progress;
  /** Hears what is being done, in a few words. */
  readonly onStep?: (step: string) => void;
};

export type DemoPlace = {
  readonly server: RunningServer;
  readonly publisher: CsafPublisher;
  readonly mailbox: Mailbox;
  readonly world: World;
  readonly cert: Client;
  /** For the pages. */
  readonly token: string;
  readonly sourceId: string;
  readonly stop: () => Promise<void>;
};

/** A Forewarn of the invented Zorg-CERT with the made-up constituency in it, a publisher that it watches, and everybody's mailbox. */
export async function openDemoPlace(settings: DemoSettings): Promise<DemoPlace> {
  const step = settings.onStep ?? (() => {});
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
  };
  try {
    step('The publisher and the mailbox start');
    const publisher = await startCsafPublisher({
      port: settings.ports.publisher,
      name: DEMO_PUBLISHER.name,
      namespace: DEMO_PUBLISHER.namespace,
    });
    closing.push(publisher.stop);
    const mailbox = await startMailbox({ webPort: settings.ports.mailbox });
    closing.push(mailbox.stop);
    step('Forewarn and its database start');
    await emptyDataDirectory(settings.dataDirectory);
    const server = await startServer(demoConfig(settings, mailbox), settings.otherJobs);
    closing.push(server.stop);
    step('The constituency is loaded');
    const token = await makeToken(
      server.machine.database,
      { kind: 'cert', name: 'Analist van dienst', roles: ['analyst', 'administrator'] },
      server.machine.clock.now(),
    );
    const cert = apiClient(server.url, token);
    const world = makeWorld({ scale: settings.scale });
    await loadWorld(cert, world, settings.onProgress);
    const sourceId = await watchPublisher(cert, publisher);
    return { server, publisher, mailbox, world, cert, token, sourceId, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** A demo that was killed leaves its database running: it is stopped before its files go. */
async function emptyDataDirectory(directory: string): Promise<void> {
  const isUsed = await access(join(directory, 'postgresql')).then(
    () => true,
    () => false,
  );
  if (isUsed) await (await startEmbedded(directory)).stopIfLast();
  await rm(directory, { recursive: true, force: true });
}

function demoConfig(settings: DemoSettings, mailbox: Mailbox) {
  return readConfig({
    FOREWARN_DATA: settings.dataDirectory,
    DATABASE_URL: settings.databaseUrl,
    FOREWARN_PORT: String(settings.ports.forewarn),
    FOREWARN_SMTP_URL: mailbox.smtpUrl,
    FOREWARN_CERT_NAME: 'Zorg-CERT Voorbeeld',
    FOREWARN_CERT_DOMAIN: 'zorgcert.example',
    FOREWARN_CERT_PHONE: '000 000 00 00',
    FOREWARN_LOG: 'error',
  });
}

/** The source, and the rule that drafts a warning for what is critical and certainly there. */
async function watchPublisher(cert: Client, publisher: CsafPublisher): Promise<string> {
  await cert.call(addStandingRule, {
    body: {
      name: 'Kritiek en zeker aanwezig',
      condition: {
        anyOf: [
          { certaintyAtLeast: 'certain', severityMin: 9 },
          { certaintyAtLeast: 'certain', exploited: true },
        ],
        tlpMax: 'GREEN',
      },
      urgency: 'act-now',
    },
  });
  const source = await cert.call(addSource, { body: { name: DEMO_PUBLISHER.name, url: publisher.metadataUrl, allowPrivate: true } });
  return source.id;
}

/** Where the demo keeps its data: inside the checkout, apart from a real Forewarn's. */
export const DEMO_DIRECTORY = join(import.meta.dirname, '../../.forewarn/demo');
