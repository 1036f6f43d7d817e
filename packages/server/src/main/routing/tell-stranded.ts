import type { Db } from '../../db/transaction.ts';
import { countStrandedGenerations } from '../../generations/census.ts';
import type { Logger } from '../../kernel/log.ts';
import type { EngineDirectory } from '../../router/router.ts';

/**
 * Warns of work at engines that are not configured here. Whoever starts or reloads goes on in any case, also when the database
 * is away.
 */
export async function tellStranded(db: Db, engines: EngineDirectory, log: Logger): Promise<void> {
  try {
    for (const { engine, count } of await countStrandedGenerations(
      db,
      [...engines.values()].map(({ id }) => id),
    ))
      log.warn(
        { engine, generations: count },
        'generations wait for an engine that this configuration does not have: put it back, with "serves": [] so that it gets nothing new',
      );
  } catch (error) {
    log.warn({ err: String(error) }, 'whether work waits for an engine that is not configured is not known');
  }
}
