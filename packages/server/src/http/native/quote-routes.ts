import { getHeapStatistics } from 'node:v8';
import { Hono, type Context } from 'hono';
import type { Caller } from '../../accounts/caller.ts';
import { givenInputs } from '../../catalogue/given-inputs.ts';
import { isModelId } from '../../catalogue/models.ts';
import { quoteRequest } from '../../catalogue/quote-request.ts';
import { resolveO1, resolveO3 } from '../../catalogue/resolve-omni.ts';
import { resolveRequest, type ResolvedRequest } from '../../catalogue/resolve.ts';
import { submitPathOf, type SubmitPath } from '../../contract/models.ts';
import type { QuoteView } from '../../contract/quote.ts';
import { countPendingBefore } from '../../generations/statements.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatDollars } from '../../kernel/money.ts';
import { readTestDirectives } from '../../kernel/test-directives.ts';
import { readBalance } from '../../ledger/ledger.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { readJson } from '../read-json.ts';
import type { HttpEnv } from '../request-context.ts';
import { createBodyRoom } from './body-room.ts';
import { createExpectedWait, type ExpectedWait } from './expected-wait.ts';
import { findGivenFile } from './find-given-file.ts';
import { announcedBytes, engineWish, MOST_BODY_BYTES, refuseCallback, resolveOptions } from './submit.ts';
import { MOST_COUNTED } from './waiting-line.ts';

/** Questions wait for each other sooner than submits do. */
const HEAP_SHARE_OF_BODIES = 1 / 16;
/** Behind all ids. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const RESOLVERS = {
  '/v1/kling/generate': resolveRequest,
  '/v1/kling/o1-video/generate': resolveO1,
  '/v1/kling/o3-video/generate': resolveO3,
} as const satisfies Record<SubmitPath, typeof resolveRequest>;

/** What a request would cost and how long it would take, before it is made. */
export function quoteRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const room = createBodyRoom(getHeapStatistics().heap_size_limit * HEAP_SHARE_OF_BODIES);
  const expectedWait = createExpectedWait(deps);
  app.post('/v1/kling/quote', doors.read, async (c) => {
    const view = await room.run(announcedBytes(c), async () =>
      quote({ ...deps, expectedWait }, c.get('caller'), await readRequest(deps, c)),
    );
    return c.json(view);
  });
  return app;
}

/** Refuses what a submit would refuse. */
async function readRequest(deps: HttpDeps, c: Context<HttpEnv>): Promise<ResolvedRequest> {
  const body = await readJson(c, MOST_BODY_BYTES);
  const request = RESOLVERS[submitPathFor(body)](body, resolveOptions(deps, c));
  if (c.get('caller').environment === 'test') readTestDirectives(request.prompt);
  refuseCallback(deps, request);
  return request;
}

function submitPathFor(body: unknown): SubmitPath {
  const model = typeof body === 'object' && body !== null && 'model' in body ? body.model : null;
  return typeof model === 'string' && isModelId(model) ? submitPathOf(model) : '/v1/kling/generate';
}

async function quote(
  deps: HttpDeps & { readonly expectedWait: ExpectedWait },
  caller: Caller,
  request: ResolvedRequest,
): Promise<QuoteView> {
  const { model, mode, warnings } = request;
  const choice = deps.chooseEngine(engineWish(caller, request));
  if (choice.engine === null) throw new AppError('ENGINE_UNAVAILABLE', { detail: choice.why });
  const { engine, notes } = choice;
  const { price, durationSeconds, openRate } = quoteRequest(
    deps.prices,
    request,
    await driverSeconds(deps, caller, request),
  );
  const last = { engine, createdAt: deps.clock.now(), id: LAST_ID };
  const ahead = await countPendingBefore(deps.db, last, MOST_COUNTED);
  const balance = await readBalance(deps.db, caller);
  return {
    price: formatDollars(price),
    price_is_final: openRate === null,
    ...(openRate === null ? {} : { price_per_second: formatDollars(openRate) }),
    currency: 'USD',
    duration: durationSeconds === null ? null : String(durationSeconds),
    model: model.id,
    mode,
    engine,
    warnings: [...warnings, ...notes],
    expected_wait_seconds: await deps.expectedWait({ engine, mode, ahead }),
    queue_position: ahead + 1,
    balance: formatDollars(balance),
    covered: balance >= price,
  };
}

/** Known of an uploaded driver only. Other uploaded files are looked up as well, because a submit refuses unknown ones. */
async function driverSeconds(
  { db }: HttpDeps,
  { accountId }: Caller,
  request: ResolvedRequest,
): Promise<number | null> {
  let seconds: number | null = null;
  for (const { role, input } of givenInputs(request)) {
    if (input.kind !== 'file') continue;
    const file = await findGivenFile(db, accountId, { role, input }, request.characterOrientation);
    if (role === 'reference_video') seconds = file.durationSeconds;
  }
  return seconds;
}
