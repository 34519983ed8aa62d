import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A browser that subscribed: what it hands to the server, and what it receives, opened. */
export type FakeDevice = {
  readonly subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
  readonly received: () => readonly {
    readonly text: string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly bytes: number;
  }[];
};

export type BrowserPush = {
  readonly subscribe: () => FakeDevice;
  /** How an endpoint is answered from now on; 201 from the start. */
  readonly answerWith: (device: FakeDevice, status: number) => void;
  readonly stop: () => Promise<void>;
};

/** A browser's push service with its devices (RFC 8030); a device opens what comes to it (RFC 8291). */
export async function startBrowserPush(): Promise<BrowserPush> {
  const devices = new Map<string, { readonly status: { code: number }; readonly take: (body: Buffer, headers: object) => void }>();
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const device = devices.get(request.url ?? '');
      const status = device?.status.code ?? 404;
      if (status === 201) device?.take(Buffer.concat(parts), request.headers);
      response.writeHead(status).end();
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const statuses = new Map<FakeDevice, { code: number }>();
  return {
    subscribe: () => {
      const path = `/push/${randomBytes(12).toString('hex')}`;
      const pair = createECDH('prime256v1');
      pair.generateKeys();
      const auth = randomBytes(16);
      const received: { text: string; headers: Record<string, string>; bytes: number }[] = [];
      const status = { code: 201 };
      devices.set(path, {
        status,
        take: (body, headers) =>
          received.push({ text: opened(body, pair, auth), headers: headers as Record<string, string>, bytes: body.length }),
      });
      const device: FakeDevice = {
        subscription: {
          endpoint: origin + path,
          keys: { p256dh: pair.getPublicKey().toString('base64url'), auth: auth.toString('base64url') },
        },
        received: () => [...received],
      };
      statuses.set(device, status);
      return device;
    },
    answerWith: (device, code) => {
      const status = statuses.get(device);
      if (status !== undefined) status.code = code;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** RFC 8188 §2.1 and RFC 8291 §3.4, from the text of the standards. */
function opened(body: Buffer, pair: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const shared = pair.computeSecret(sender);
  const prk = createHmac('sha256', auth).update(shared).digest();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender, Buffer.from([1])]);
  const secret = createHmac('sha256', prk).update(info).digest();
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const sealed = body.subarray(21 + idLength);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}
