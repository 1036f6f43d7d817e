import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createAccount, createKey } from '../../src/accounts/accounts.ts';
import { createFindCaller } from '../../src/accounts/find-caller.ts';
import { DEFAULT_PRICES } from '../../src/catalogue/price-book.ts';
import { Accepted, ErrorBody, GenerationView } from '../../src/contract/generation-view.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { createApp } from '../../src/http/app.ts';
import type { HttpSettings } from '../../src/http/http-deps.ts';
import { startJobs } from '../../src/jobs/start-jobs.ts';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import type { Environment, GenerationMode } from '../../src/kernel/environment.ts';
import { newId } from '../../src/kernel/ids.ts';
import { silentLogger, type Logger } from '../../src/kernel/log.ts';
import { parseDollars } from '../../src/kernel/money.ts';
import { grant } from '../../src/ledger/ledger.ts';
import { createAddressGuard } from '../../src/media/address-guard.ts';
import { fileStore } from '../../src/media/file-store.ts';
import { linkSigner } from '../../src/media/signed-links.ts';
import { createRouter } from '../../src/router/router.ts';
import { engineChooser } from '../../src/main/choose-engine.ts';
import type { WorkerDeps } from '../../src/worker/start-worker.ts';
import { checkAnswer } from './check-answer.ts';
import { fakeEngine, type FakeScript } from './fake-engine.ts';
import { fakeInspectMedia } from './fake-media.ts';
import { freshDatabase } from './fresh-database.ts';
import { workerDeps } from './test-bench.ts';
import { startWorker } from '../../src/worker/start-worker.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface RequestOptions {
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

/** The whole HTTP surface over a database of its own, with an account, its keys, and an engine that plays the studio. */
export async function nativeApi(
  options: {
    readonly settings?: Partial<HttpSettings>;
    readonly balance?: string;
    readonly script?: Partial<FakeScript>;
    /** What the engine makes; everything unless said. */
    readonly modes?: readonly GenerationMode[];
    /** What the engine says of every request before it is accepted. */
    readonly notes?: readonly string[];
    readonly clock?: Clock;
    readonly log?: Logger;
  } = {},
) {
  const database = await freshDatabase();
  const jobs = await startJobs({ database, log: silentLogger, supervise: true });
  onTestFinished(() => jobs.stop());
  const directory = await mkdtemp(join(tmpdir(), 'reelay-api-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));

  const engine = fakeEngine({
    id: 'studio',
    directory,
    script: options.script ?? {},
    ...(options.modes ? { modes: options.modes } : {}),
    notes: options.notes ?? [],
  });
  const engines = new Map([[engine.id, engine]]);
  const store = fileStore(join(directory, 'media'));
  const links = linkSigner('a secret for tests');
  const clock = options.clock ?? systemClock;
  const core = { db: database.db, jobs, clock, newId, store };
  const key = await keyOf('test', options.balance ?? '10');

  const app = createApp({
    ...core,
    inspectMedia: fakeInspectMedia,
    callbackGuard: createAddressGuard({
      allowLoopback: options.settings?.allowLoopbackCallbacks ?? true,
      plainHttp: 'loopback',
      connectMilliseconds: 0,
    }),
    links,
    log: options.log ?? silentLogger,
    prices: DEFAULT_PRICES,
    randomSeed: () => 4242,
    randomBytes,
    findCaller: createFindCaller(database.db, clock),
    chooseEngine: engineChooser(() => createRouter(null, engines)),
    settings: {
      publicUrl: null,
      allowLoopbackCallbacks: true,
      submitsPerMinute: 0,
      readsPerMinute: 0,
      version: 'test',
      ...options.settings,
    },
  });

  async function keyOf(environment: Environment, balance: string): Promise<string> {
    const deps = { newId, randomBytes };
    const accountId = await inTransaction(database.db, async (tx) => {
      const id = await createAccount(tx, deps, 'tester');
      await grant(tx, { accountId: id, environment }, parseDollars(balance), 'for the test');
      return id;
    });
    return (await createKey(database.db, deps, { accountId, environment, name: 'key' })).key;
  }

  async function send(
    method: string,
    path: string,
    body: unknown,
    { key: as = key, headers = {} }: RequestOptions,
  ): Promise<Response> {
    const all: Record<string, string> = { ...headers };
    if (as !== null) all['authorization'] = `Bearer ${as}`;
    if (body !== undefined) all['content-type'] ??= 'application/json';
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await app.request(path, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body: text }),
    });
    await checkAnswer(method, path, response);
    return response;
  }

  return {
    app,
    database,
    /** What commands and steps of the server need. */
    core,
    engine,
    key,
    keyOf,
    /** Starts a worker, which ends what was submitted. */
    work: (changes: Partial<WorkerDeps> = {}) => {
      const worker = startWorker(
        workerDeps(core, engines, {
          videoUrl: (asset) => `http://localhost${links.path(asset.id, 'mp4', clock.now())}`,
          ...changes,
        }),
      );
      onTestFinished(() => worker.stop());
    },
    send,
    /** Submits and expects a 201, whose body is checked against the contract. */
    async accepted(body: unknown, request: RequestOptions = {}): Promise<Answer<Accepted>> {
      const response = await send('POST', '/v1/kling/generate', body, request);
      const json: unknown = await response.json();
      if (response.status !== 201) throw new Error(`HTTP ${response.status}: ${JSON.stringify(json)}`);
      return { status: 201, headers: response.headers, body: Accepted.parse(json) };
    },
    /** Submits and expects a refusal, whose body is checked against the contract. */
    async refused(body: unknown, request: RequestOptions = {}): Promise<Answer<ErrorBody>> {
      const response = await send('POST', '/v1/kling/generate', body, request);
      return {
        status: response.status,
        headers: response.headers,
        body: ErrorBody.parse(await response.json()),
      };
    },
    async read(id: string, request: RequestOptions = {}): Promise<Answer<GenerationView>> {
      const response = await send('GET', `/v1/kling/generations/${id}`, undefined, request);
      const json: unknown = await response.json();
      if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${JSON.stringify(json)}`);
      return { status: 200, headers: response.headers, body: GenerationView.parse(json) };
    },
    /** Reads until the generation has ended. */
    async ended(id: string): Promise<GenerationView> {
      for (;;) {
        const { body } = await this.read(id);
        if (body.status === 'completed' || body.status === 'failed') return body;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
