import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Logger } from '../../src/kernel/log.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { readConfig } from '../../src/main/config.ts';
import { startServer, type Role, type ServerParts } from '../../src/main/start-server.ts';
import { fakeEngine, type FakeScript } from './fake-engine.ts';
import { fakeInspectMedia } from './fake-media.ts';
import { freshDatabase, type FreshDatabase } from './fresh-database.ts';

const KEY = 'rk_test_a_server_of_a_test';

export interface AServer {
  /** Where it answers; empty for a worker without a port. */
  readonly url: string;
  readonly database: FreshDatabase;
  readonly directory: string;
  readonly engine: ReturnType<typeof fakeEngine>;
  fetch(path: string, options?: RequestInit): Promise<Response>;
  /** Submits and answers the id. */
  submit(
    body?: Record<string, unknown>,
    options?: { readonly headers?: Record<string, string> },
  ): Promise<string>;
  stop(): Promise<void>;
}

/** A server as `main` puts it together, in this process, on a port of loopback, with an engine that plays the studio. */
export async function aServer(
  options: {
    readonly role?: Role;
    readonly settings?: Readonly<Record<string, string>>;
    readonly database?: FreshDatabase;
    readonly parts?: ServerParts;
    readonly script?: Partial<FakeScript>;
    readonly log?: Logger;
  } = {},
): Promise<AServer> {
  const database = options.database ?? (await freshDatabase());
  const directory = await mkdtemp(join(tmpdir(), 'reelay-server-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const engine = fakeEngine({ id: 'studio', directory, script: options.script ?? {} });
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    REELAY_DATA_DIR: directory,
    REELAY_BOOTSTRAP_KEY: KEY,
    REELAY_DATABASE_CONNECTIONS: '8',
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
    ...options.settings,
  });
  const server = await startServer(config, options.role ?? 'all', options.log ?? silentLogger, {
    engines: new Map([[engine.id, engine]]),
    inspectMedia: fakeInspectMedia,
    ...options.parts,
  });
  onTestFinished(() => server.stop());
  const url = server.url ?? server.operationsUrl ?? '';
  return {
    url,
    database,
    directory,
    engine,
    fetch: (path, init) => fetch(`${url}${path}`, init),
    async submit(body = {}, { headers = {} } = {}) {
      const response = await fetch(`${url}/v1/kling/generate`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ prompt: 'a red kite over a green hill', ...body }),
      });
      const answer = (await response.json()) as { generation_id?: string };
      if (answer.generation_id === undefined)
        throw new Error(`HTTP ${response.status}: ${JSON.stringify(answer)}`);
      return answer.generation_id;
    },
    stop: () => server.stop(),
  };
}
