/** Accepts the request of a generation once more, from what is in its row. */
import type { Context } from 'hono';
import type { Caller } from '../../accounts/caller.ts';
import { findModel, isModelId } from '../../catalogue/models.ts';
import { quoteRequest, type Quote } from '../../catalogue/quote-request.ts';
import {
  findReplay,
  type CreatedGeneration,
  type Idempotency,
  type NewInput,
} from '../../commands/create-generation.ts';
import { refuseUnfinished, retryGeneration } from '../../commands/retry-generation.ts';
import type { Accepted } from '../../contract/generation-view.ts';
import type { Generation } from '../../generations/generation.ts';
import { findInputs, type GenerationInput } from '../../generations/inputs.ts';
import { findStoredRequest } from '../../generations/stored-request.ts';
import { AppError } from '../../kernel/errors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import { presentAccepted } from './present.ts';
import { requestHash } from './request-hash.ts';
import { idempotencyKey } from './submit.ts';

/** `findOld` reads the generation of the address, or throws GENERATION_NOT_FOUND. */
export async function retry(
  deps: HttpDeps,
  c: Context<HttpEnv>,
  oldId: string,
  findOld: () => Promise<Generation>,
): Promise<Accepted> {
  const caller = c.get('caller');
  const key = idempotencyKey(c.req.header('idempotency-key'));
  const idempotency = key === null ? null : { key, requestHash: requestHash({ retry_of: oldId }) };
  const { generation, replayed } = await accept(deps, caller, idempotency, findOld);
  if (replayed) c.header('Idempotent-Replayed', 'true');
  c.get('log').info({ generationId: generation.id, retryOf: oldId, replayed }, 'generation accepted');
  const inputs = await findInputs(deps.db, generation.id);
  return presentAccepted(
    generation,
    !inputs.some(({ role, url }) => role === 'reference_video' && url !== null),
  );
}

async function accept(
  deps: HttpDeps,
  caller: Caller,
  idempotency: Idempotency | null,
  findOld: () => Promise<Generation>,
): Promise<CreatedGeneration> {
  const earlier = idempotency === null ? null : await findReplay(deps.db, caller, idempotency);
  if (earlier) return { generation: earlier, replayed: true };
  const old = await findOld();
  refuseUnfinished(old);
  const { model, mode } = old;
  const inputs = await findInputs(deps.db, old.id);
  const furtherImageCount = inputs.filter((input) => input.role === 'image' && input.position > 0).length;
  const { environment, accountId } = caller;
  const request = findStoredRequest(old.request);
  const choice = deps.chooseEngine({ ...request, environment, accountId, model, mode, furtherImageCount });
  if (choice.engine === null) throw new AppError('ENGINE_UNAVAILABLE', { detail: choice.why });
  return retryGeneration(deps, caller, old.id, {
    model,
    mode,
    engine: choice.engine,
    prompt: old.prompt,
    engineRequest: old.request,
    seed: old.seed,
    ...quoteOf(deps, old, inputs),
    inputs: inputs.map((input) => newInput(deps, input)),
    warnings: [...new Set([...old.warnings, ...choice.notes])],
    callbackUrl: old.callbackUrl,
    testDirectives: old.testDirectives,
    idempotency,
  });
}

/** The price of today; of a request that the catalogue cannot price any more, what it was agreed on then. */
function quoteOf({ prices }: HttpDeps, old: Generation, inputs: readonly GenerationInput[]): Quote {
  const request = findStoredRequest(old.request);
  const { price, durationSeconds, openRate } = old;
  if (!isModelId(old.model) || request === null) return { price, durationSeconds, openRate };
  const driver = inputs.find((input) => input.role === 'reference_video');
  return quoteRequest(
    prices,
    { ...request, model: findModel(old.model) },
    driver?.asset?.durationSeconds ?? null,
  );
}

/** Stored bytes get a row of the new generation; what is only an address is downloaded from there again. */
function newInput({ newId }: HttpDeps, { role, position, url, asset }: GenerationInput): NewInput {
  if (asset !== null)
    return { role, position, kind: 'stored', asset: { ...asset, id: newId(), kind: 'input' } };
  if (url !== null) return { role, position, kind: 'remote', url };
  throw new Error(`an input of role ${role} is nowhere`);
}
