import type { Context } from 'hono';
import type { GenerationView } from '../../contract/generation-view.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import type { ReadGeneration } from './generation-reader.ts';
import { presentGeneration } from './present.ts';
import { createUrlOf } from './url-of.ts';
import type { CountAhead } from './waiting-line.ts';

/** One generation as it is shown wherever it is the answer to a request: what it made, and its place in the queue. */
export async function viewGeneration(
  deps: HttpDeps & { readonly countAhead: CountAhead },
  c: Context<HttpEnv>,
  { generation, assets }: ReadGeneration,
): Promise<GenerationView> {
  const isPending = generation.status === 'pending';
  return presentGeneration(generation, {
    assets,
    ahead: isPending ? await deps.countAhead(generation) : null,
    now: deps.clock.now(),
    urlOf: createUrlOf(deps, c),
  });
}
