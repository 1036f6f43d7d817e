import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../src/db/transaction.ts';

/** What was seen of one kind of limit: an engine's, an account's, a key's. */
export interface ScopeSight {
  /** The most places taken at once, in any scope of the kind. */
  most: number;
  /** Scopes and moments at which the counter was not the number of places. */
  readonly unequal: string[];
}

export interface Sampler {
  readonly sights: ReadonlyMap<string, ScopeSight>;
  /** The most that was taken in each scope. */
  readonly mostOf: ReadonlyMap<string, number>;
  samples(): number;
  stop(): Promise<void>;
}

const EVERY_MILLISECONDS = 250;

/** Looks at the places again and again, each time in one statement, so that what it sees was true at one moment. */
export function startSampler(db: Db): Sampler {
  const stopping = new AbortController();
  const sights = new Map<string, ScopeSight>();
  const mostOf = new Map<string, number>();
  let samples = 0;
  const look = async (): Promise<void> => {
    const rows = await readScopes(db);
    samples += 1;
    for (const { scope, used, taken } of rows) {
      const [kind = ''] = scope.split(':');
      const sight = sights.get(kind) ?? { most: 0, unequal: [] };
      sights.set(kind, sight);
      sight.most = Math.max(sight.most, taken);
      mostOf.set(scope, Math.max(mostOf.get(scope) ?? 0, taken));
      if (used !== taken) sight.unequal.push(`${scope}: counter ${used}, places ${taken}`);
    }
  };
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      // While the database is down there is nothing to be seen.
      await look().catch(() => undefined);
      await pause(EVERY_MILLISECONDS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    sights,
    mostOf,
    samples: () => samples,
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

async function readScopes(
  db: Db,
): Promise<readonly { readonly scope: string; readonly used: number; readonly taken: number }[]> {
  const result = await sql<{ scope: string; used: number; taken: number }>`
    select slot_scopes.scope, used, count(slots.scope)::integer as taken
    from slot_scopes left join slots on slots.scope = slot_scopes.scope
    group by slot_scopes.scope, used`.execute(db);
  return result.rows;
}
