/** A real server in this process, over a database of its own and configured as an operator would. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccount, createKey } from '../src/accounts/accounts.ts';
import { secureRandomBytes } from '../src/accounts/secrets.ts';
import { findFreePorts } from '../chaos/free-ports.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { openDatabase } from '../src/db/pool.ts';
import { inTransaction, type Db } from '../src/db/transaction.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { grant } from '../src/ledger/ledger.ts';
import { readConfig } from '../src/main/config.ts';
import { startServer } from '../src/main/start-server.ts';
import { fakeFinishVideo } from '../test/support/fake-finish-video.ts';
import type { Upstream } from './upstreams.ts';

export interface Stage {
  readonly url: string;
  /** A live key with credit. */
  readonly key: string;
  readonly accountId: string;
  readonly db: Db;
  /** From now on it is so much later for the server. */
  passTime(milliseconds: number): void;
  /** The server alone; the books can still be read. */
  stopServer(): Promise<void>;
  strike(): Promise<void>;
}

const CREDIT = '1000000';
/** Short pauses; how many tries there are stays the same or grows. */
const FETCH_RETRY_MILLISECONDS = [30, 60, 120, 250, 500, 500, 500, 500];
const ANSWER_MILLISECONDS = 1_500;
const UNKNOWN_REST_SECONDS = 0.3;

/** `databaseUrl`: an empty database; one of its own in a temporary directory when it is null. */
export async function setStage(upstreams: readonly Upstream[], databaseUrl: string | null): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-demo-router-'));
  const postgres =
    databaseUrl === null ? await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') }) : null;
  const url = databaseUrl ?? postgres?.url ?? '';
  let lead = 0;
  const [port = 0] = await findFreePorts(1);
  const server = await startServer(configOf({ directory, url, port }, upstreams), 'all', silentLogger, {
    clock: { now: () => new Date(Date.now() + lead) },
    // The emulators' files only begin like a video.
    finishVideo: fakeFinishVideo,
    fetchRetryMilliseconds: FETCH_RETRY_MILLISECONDS,
    unknownRestSeconds: UNKNOWN_REST_SECONDS,
    answerMilliseconds: ANSWER_MILLISECONDS,
  });
  const database = openDatabase({ url, log: silentLogger });
  const { accountId, key } = await makeAccount(database.db);
  let isServing = true;
  const stopServer = async (): Promise<void> => {
    if (isServing) await server.stop();
    isServing = false;
  };
  return {
    url: server.url ?? '',
    key,
    accountId,
    db: database.db,
    passTime: (milliseconds) => (lead += milliseconds),
    stopServer,
    async strike() {
      await stopServer();
      await database.close();
      await postgres?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function configOf(
  { directory, url, port }: { readonly directory: string; readonly url: string; readonly port: number },
  upstreams: readonly Upstream[],
): ReturnType<typeof readConfig> {
  const file = {
    engines: upstreams.map(({ config }) => config),
    routes: [{ policy: 'weighted', engines: upstreams.map(({ id }) => id) }],
  };
  return readConfig({
    PORT: String(port),
    REELAY_PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: url,
    REELAY_DATA_DIR: directory,
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
    REELAY_SUBMITS_PER_MINUTE: '0',
    REELAY_READS_PER_MINUTE: '0',
    REELAY_WORKER_CAPACITY: '150',
    REELAY_CONFIG_JSON: JSON.stringify(file),
  });
}

async function makeAccount(db: Db): Promise<{ readonly accountId: string; readonly key: string }> {
  const deps = { newId, randomBytes: secureRandomBytes };
  const accountId = await inTransaction(db, async (tx) => {
    const id = await createAccount(tx, deps, 'router demo');
    await grant(tx, { accountId: id, environment: 'live' }, parseDollars(CREDIT), 'for the demonstration');
    return id;
  });
  const { key } = await createKey(db, deps, { accountId, environment: 'live', name: 'demo' });
  return { accountId, key };
}
