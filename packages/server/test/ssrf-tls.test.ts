import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { dialNetwork, type Dial } from '../src/media/dial.ts';
import { createDownloader, type DownloadResult } from '../src/media/download.ts';
import { createDeliverer } from '../src/webhooks/deliver.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { PUBLIC_V4 } from './support/ssrf-world.ts';

/** For `public.test` and nothing else, from 2020 to 2119. The key guards nothing: it exists for these tests. */
const CERTIFICATE = `
-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtwdWJsaWMu
dGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLcHVibGljLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASCYQBx6H9Y
bpRkCyy5TwGrxWAxBgXShcEcG8rsqORhAK1zQNEOr6eQ3e4uYD/mJ5pwsCttRxYt
fVK31mah5rBso0owSDAWBgNVHREEDzANggtwdWJsaWMudGVzdDAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBS2vzBVA3IJEdYPNtxcSCLwlISo1jAKBggqhkjOPQQD
AgNHADBEAiA3uXTRG/NrSvTCUYpVlppLSBcSY9BAs7eI/dDTofD2zQIgGbRBXGX6
DQ4KneOMwlf+QzC7jl+zaqghtQJeHaTvVUU=
-----END CERTIFICATE-----`;
const KEY = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfdTYYK1S/HccqugL
hgLp1k6vj2Z3jSrTQ+sjQh0CSsOhRANCAASCYQBx6H9YbpRkCyy5TwGrxWAxBgXS
hcEcG8rsqORhAK1zQNEOr6eQ3e4uYD/mJ5pwsCttRxYtfVK31mah5rBs
-----END PRIVATE KEY-----`;

/** A server with the certificate of `public.test`, and a dial that reaches it under every address. */
async function secureServer(): Promise<{ readonly dial: Dial; readonly askedFor: unknown[] }> {
  const askedFor: unknown[] = [];
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (_request, response) => response.end('x'));
  server.on('secureConnection', (socket) => askedFor.push(socket.servername));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { dial: (target) => dialNetwork({ ...target, address: '127.0.0.1', port }), askedFor };
}

function trustOurs(): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, CERTIFICATE]);
  onTestFinished(() => setDefaultCACertificates(before));
}

async function download(dial: Dial, url: string): Promise<DownloadResult> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-tls-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const downloader = createDownloader({ allowLoopback: false, dial, resolve: async () => [PUBLIC_V4] });
  const wanted = { url, kind: 'image', toPath: join(directory, 'file'), mostBytes: 100 } as const;
  return downloader.download(wanted, new AbortController().signal);
}

test('the certificate must be for the name in the URL, although an address is dialled', async () => {
  trustOurs();
  const { dial, askedFor } = await secureServer();
  expect(await download(dial, 'https://public.test/')).toMatchObject({ kind: 'done' });
  expect(await download(dial, 'https://public.test./')).toMatchObject({ kind: 'done' });
  expect(askedFor).toEqual(['public.test', 'public.test']);
  const wrongName = { kind: 'unreachable', why: 'The address has a certificate for another name.' };
  expect(await download(dial, 'https://other.test/')).toEqual(wrongName);
  expect(await download(dial, `https://${PUBLIC_V4}/`)).toEqual(wrongName);
});

test('a certificate that nobody vouches for is refused, for webhooks too', async () => {
  const { dial } = await secureServer();
  const why = 'The address has a certificate that nobody vouches for.';
  expect(await download(dial, 'https://public.test/')).toEqual({ kind: 'unreachable', why });
  const deliverer = createDeliverer({
    clock: fixedClock(),
    allowLoopback: false,
    dial,
    resolve: async () => [PUBLIC_V4],
  });
  onTestFinished(() => deliverer.close());
  const message = { id: 'a', url: 'https://public.test/', body: '{}', secret: 'whsec_c2VjcmV0' };
  expect(await deliverer.deliver(message, new AbortController().signal)).toMatchObject({ error: why });
});
