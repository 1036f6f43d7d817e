import type { Caller } from '../../accounts/caller.ts';
import type { Db } from '../../db/transaction.ts';
import { findAssetsOfGenerations, type Asset } from '../../generations/assets.ts';
import type { Generation } from '../../generations/generation.ts';
import { findGenerations } from '../../generations/statements.ts';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { inBatches } from '../../kernel/in-batches.ts';

/** A generation with what it made. */
export interface ReadGeneration {
  readonly generation: Generation;
  /** Empty unless it is completed. */
  readonly assets: readonly Asset[];
}

/** Finds a generation of the caller's account and environment. Throws GENERATION_NOT_FOUND for any other id. */
export type ReadOwnGeneration = (
  caller: Pick<Caller, 'accountId' | 'environment'>,
  id: string,
) => Promise<ReadGeneration>;

const MOST_TOGETHER = 100;

/**
 * Clients poll twice a second, so reads are the most frequent request by far: those that come while a look is under way
 * share the next one, which is a statement for all of them. What is read is never older than the request.
 */
export function createGenerationReader(db: Db): ReadOwnGeneration {
  let count = 0;
  const find = inBatches<{ readonly id: string; readonly number: number }, ReadGeneration>({
    most: MOST_TOGETHER,
    keyOf: ({ number }) => String(number),
    async run(asked) {
      const found = await findWithAssets(db, [...new Set(asked.map(({ id }) => id.toLowerCase()))]);
      return new Map(
        asked.flatMap(({ id, number }) => {
          const one = found.get(id.toLowerCase());
          return one ? [[String(number), one]] : [];
        }),
      );
    },
  });
  return async ({ accountId, environment }, id) => {
    count += 1;
    const found = isUuid(id) ? await find({ id, number: count }) : undefined;
    const isOwn = found?.generation.accountId === accountId && found.generation.environment === environment;
    if (!found || !isOwn) throw new AppError('GENERATION_NOT_FOUND');
    return found;
  };
}

async function findWithAssets(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, ReadGeneration>> {
  const generations = await findGenerations(db, ids);
  const completed = generations.filter(({ status }) => status === 'completed').map(({ id }) => id);
  const assets = completed.length === 0 ? [] : await findAssetsOfGenerations(db, completed);
  return new Map(
    generations.map((generation) => [
      generation.id,
      { generation, assets: assets.filter(({ generationId }) => generationId === generation.id) },
    ]),
  );
}
