import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';

/** A PostgreSQL with the settings of production, `fsync` among them, that may be killed as often as one likes. */
export interface OwnedPostgres {
  readonly url: string;
  isUp(): boolean;
  /** True when it was down at any moment since then (milliseconds since 1970). */
  wasDownSince(time: number): boolean;
  /** SIGKILL to the server and everything it has started. */
  kill(): void;
  /** Recovers from the crash and resolves when it answers. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnedPostgres(directory: string): Promise<OwnedPostgres> {
  const dataDir = join(directory, 'postgres');
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir });
  let isUp = true;
  let upSince = 0;
  return {
    url: server.url,
    isUp: () => isUp,
    wasDownSince: (time) => !isUp || upSince >= time,
    kill() {
      isUp = false;
      for (const pid of [server.pid, ...childrenOf(server.pid)]) killIfThere(pid);
    },
    async restart() {
      server = await startEmbeddedPostgres({ dataDir });
      isUp = true;
      upSince = Date.now();
    },
    stop: () => server.stop(),
  };
}

/** Without /proc none are found; they end by themselves when their server is gone. */
function childrenOf(parent: number): readonly number[] {
  return processIds().filter((pid) => parentOf(pid) === parent);
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | null {
  try {
    const [, parent = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return Number(parent);
  } catch {
    return null;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
