import type { Context } from 'hono';
import type { GenerationView } from '../../contract/generation-view.ts';
import { countPendingBefore } from '../../generations/statements.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import type { ReadGeneration } from './generation-reader.ts';
import { presentGeneration } from './present.ts';
import { createUrlOf } from './url-of.ts';

/** Nobody at place one thousand minds whether it is one thousand and one; counting on would cost more than all the rest of a read. */
export const MOST_COUNTED = 1_000;

/** One generation as it is shown wherever it is the answer to a request: what it made, and its place in the queue. */
export async function viewGeneration(
  deps: HttpDeps,
  c: Context<HttpEnv>,
  { generation, assets }: ReadGeneration,
): Promise<GenerationView> {
  const isPending = generation.status === 'pending';
  return presentGeneration(generation, {
    assets,
    ahead: isPending ? await countPendingBefore(deps.db, generation, MOST_COUNTED) : null,
    now: deps.clock.now(),
    urlOf: createUrlOf(deps, c),
  });
}
