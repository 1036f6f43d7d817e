/** A server as an operator configures it: a file with engines, emulated upstreams, live keys; on a port of loopback. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { findFreePorts } from '../../chaos/free-ports.ts';
import { createAccount, createKey } from '../../src/accounts/accounts.ts';
import { Accepted, GenerationView } from '../../src/contract/generation-view.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { JsonObject } from '../../src/kernel/json.ts';
import { KEY_SCOPES, type KeyScope } from '../../src/kernel/key-scopes.ts';
import type { Logger } from '../../src/kernel/log.ts';
import { parseDollars } from '../../src/kernel/money.ts';
import { grant } from '../../src/ledger/ledger.ts';
import { readConfig } from '../../src/main/config.ts';
import { startServer } from '../../src/main/start-server.ts';
import { startEmulator, type Emulator, type EmulatorScript } from '../emulators/emulator.ts';
import { reelayEmulator } from '../emulators/reelay-emulator.ts';
import { checkAnswer } from './check-answer.ts';
import { fakeFinishVideo } from './fake-finish-video.ts';
import { fakeInspectMedia } from './fake-media.ts';
import { freshDatabase, type FreshDatabase } from './fresh-database.ts';

/** The configuration file. */
export interface EnginesText {
  readonly engines: readonly JsonObject[];
  readonly routes?: readonly JsonObject[];
}

export const PATIENT = { timeout: 20_000, interval: 25 };
/** What the emulators of the native API take; nothing that a caller is shown may hold it. */
export const UPSTREAM_KEY = 'sk-upstream-7f2a91c4d0';
const BALANCE = '100';

/** An emulated upstream that is closed with the test. */
export async function anEmulator(
  define: Parameters<typeof startEmulator>[0],
  script: Partial<EmulatorScript> = {},
): Promise<Emulator> {
  const emulator = await startEmulator(define, { script });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Another Reelay, with the entry of the file that names it. It is asked ten times a second. */
export async function anotherReelay(
  id: string,
  {
    script = {},
    entry = {},
  }: { readonly script?: Partial<EmulatorScript>; readonly entry?: JsonObject } = {},
): Promise<{ readonly emulator: Emulator; readonly entry: JsonObject }> {
  const emulator = await anEmulator(
    (world) => reelayEmulator(world, { apiKey: UPSTREAM_KEY, isReelay: true }),
    script,
  );
  const common = { id, kind: 'reelay', base_url: emulator.url, api_key: UPSTREAM_KEY, dedupes: true };
  return { emulator, entry: { ...common, poll_seconds: 0.1, ...entry } };
}

export type RouterServer = Awaited<ReturnType<typeof aRouterServer>>;

export async function aRouterServer(
  file: EnginesText,
  options: { readonly database?: FreshDatabase; readonly settings?: Readonly<Record<string, string>> } = {},
) {
  const database = options.database ?? (await freshDatabase());
  const directory = await mkdtemp(join(tmpdir(), 'reelay-router-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const configPath = join(directory, 'reelay.config.json');
  const configure = (text: EnginesText): Promise<void> => writeFile(configPath, JSON.stringify(text));
  await configure(file);
  const [port = 0] = await findFreePorts(1);
  const { log, lines } = keptLog();
  const config = readConfig({
    PORT: String(port),
    REELAY_PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.url,
    REELAY_DATABASE_CONNECTIONS: '8',
    REELAY_DATA_DIR: directory,
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
    REELAY_READS_PER_MINUTE: '0',
    REELAY_CONFIG: configPath,
    ...options.settings,
  });
  const server = await startServer(config, 'all', log, {
    inspectMedia: fakeInspectMedia,
    // The emulators' files only begin like a video.
    finishVideo: fakeFinishVideo,
    unknownRestSeconds: 0.2,
    fetchRetryMilliseconds: [10, 10],
    answerMilliseconds: 1_500,
  });
  onTestFinished(() => server.stop());
  const url = server.url ?? '';
  return {
    url,
    database,
    /** Everything that was logged so far, one line each. */
    lines,
    configure,
    reload: () => server.reload(),
    stop: () => server.stop(),
    ...callsOf(url, database),
  };
}

/** What is asked of it; every answer is checked against its contract. */
function callsOf(url: string, database: FreshDatabase) {
  const send = async (
    method: string,
    path: string,
    { key, body }: { readonly key: string; readonly body?: JsonObject },
  ): Promise<Response> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await checkAnswer(method, path, response);
    return response;
  };
  const read = async (id: string, key: string, query = ''): Promise<GenerationView> =>
    GenerationView.parse(await (await send('GET', `/v1/kling/generations/${id}${query}`, { key })).json());
  return {
    send,
    read,
    /** A live account with credit, and a way to make keys of it. */
    account: () => anAccount(database),
    async submit(key: string, body: JsonObject = {}): Promise<string> {
      const whole = { prompt: 'a red kite over a green hill', model: 'kling_3', duration: 5, ...body };
      const response = await send('POST', '/v1/kling/generate', { key, body: whole });
      const answer: unknown = await response.json();
      if (response.status !== 201) throw new Error(`HTTP ${response.status}: ${JSON.stringify(answer)}`);
      return Accepted.parse(answer).generation_id;
    },
    async ended(id: string, key: string, query = ''): Promise<GenerationView> {
      await vi.waitFor(async () => expect((await read(id, key)).completed_at).toBeDefined(), PATIENT);
      return read(id, key, query);
    },
  };
}

async function anAccount({ db }: FreshDatabase) {
  const deps = { newId, randomBytes };
  const accountId = await inTransaction(db, async (tx) => {
    const id = await createAccount(tx, deps, 'tester');
    await grant(tx, { accountId: id, environment: 'live' }, parseDollars(BALANCE), 'for the test');
    return id;
  });
  const keyWith = async (scopes: readonly KeyScope[]): Promise<string> =>
    (await createKey(db, deps, { accountId, environment: 'live', name: scopes.join(' '), scopes })).key;
  return { accountId, keyWith, admin: await keyWith(KEY_SCOPES) };
}

function keptLog(): { readonly log: Logger; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, lines };
}
