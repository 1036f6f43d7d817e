/** Which engine makes a generation: what the router says, with what the books know. */
import type { EngineChoices } from '../commands/claim-generation.ts';
import type { Db } from '../db/transaction.ts';
import { WELL } from '../jobs/breaker.ts';
import type { Attempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { isUnderWay } from '../generations/state.ts';
import { findSpentOfDay } from '../jobs/engine-days.ts';
import { findHealth } from '../jobs/engine-health.ts';
import { engineModelScope, engineScope, type SlotWish } from '../jobs/slots.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Micros } from '../kernel/money.ts';
import { rememberFor } from '../kernel/remember-for.ts';
import type { HealthOf, RoutedWish } from '../router/routed-wish.ts';
import type { EngineDirectory, Router, Tried } from '../router/router.ts';
import { readStoredRequest } from '../generations/stored-request.ts';

/** Old enough to cost next to nothing, new enough that a breaker that opened is noticed. */
const HEALTH_MILLISECONDS = 250;

export interface Routing {
  /** How the engines are doing; to be had before a generation is locked. */
  readHealth(): Promise<EnginesNow>;
  /** The engines that may make it now, with the places that it takes there. */
  choices(
    generation: Generation,
    attempts: readonly Attempt[],
    now: EnginesNow,
  ): Omit<EngineChoices, 'common'>;
  /** Whether the route goes on to another try after this trouble. */
  goesOn(generation: Generation, attempts: readonly Attempt[], failed: Tried): boolean;
  /** Whether an engine could make it that was not asked yet. */
  hasUntried(generation: Generation, attempts: readonly Attempt[], asked: string): boolean;
  /** How long an engine may take; null where the configuration does not say. */
  timeouts(engineId: string): EngineTimeouts;
  /** What the generation's engine is expected to cost, and may cost in a day. */
  costs(generation: Generation): { readonly estimate: Micros | null; readonly dailyBudget: Micros | null };
}

export interface EngineTimeouts {
  readonly answerMilliseconds: number | null;
  /** For one try, from its intent on. */
  readonly tryMilliseconds: number | null;
}

/** What the books say of the engines, a moment ago. */
export interface EnginesNow {
  readonly healthOf: HealthOf;
  /** What each has cost today, with what is under way. */
  readonly spent: ReadonlyMap<string, Micros>;
}

export interface RoutingDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** The one in force; a reload of the configuration replaces it. */
  readonly router: () => Router;
  readonly engines: EngineDirectory;
}

export function createRouting({ db, clock, router, engines }: RoutingDeps): Routing {
  const health = rememberFor(HEALTH_MILLISECONDS, clock, async (): Promise<EnginesNow> => {
    const rows = await findHealth(db);
    const byName = new Map(rows.map((row) => [`${row.engine} ${row.model}`, row]));
    return {
      healthOf: (engine, model) => byName.get(`${engine} ${model}`) ?? WELL,
      spent: await findSpentOfDay(db, clock.now()),
    };
  });
  const isWithinBudget = (wish: RoutedWish, engine: string, { spent }: EnginesNow): boolean => {
    const most = router().settingsOf(engine)?.dailyBudgetMicros ?? null;
    if (most === null) return true;
    return (spent.get(engine) ?? 0n) + (router().estimate(engine, wish) ?? 0n) <= most;
  };
  return {
    readHealth: () => health(),
    choices(generation, attempts, enginesNow) {
      const open = attempts.at(-1);
      // Only the engine that has it can say what becomes of it.
      if (open && isUnderWay(open.state))
        return { engines: [choiceOf(router(), engines, generation, open.engine, 'it has the work')] };
      const facts = { generationId: generation.id, tried: triedOf(attempts), now: clock.now() };
      const wish = wishOf(generation);
      const found = router().candidates(wish, facts, enginesNow.healthOf);
      const affordable = found.list.filter(({ engine }) => isWithinBudget(wish, engine, enginesNow));
      const isOverBudget = affordable.length < found.list.length;
      return {
        engines: affordable.map(({ engine, because, isProbe }) => ({
          ...choiceOf(router(), engines, generation, engine, because),
          isProbe,
        })),
        isLater: found.isLater,
        why: isOverBudget ? 'the budgets of the day are used up' : found.why,
      };
    },
    goesOn(generation, attempts, failed) {
      const tried = [...triedOf(attempts), failed];
      return failed.trouble !== null && router().goesOn(wishOf(generation), failed.trouble, tried);
    },
    hasUntried(generation, attempts, asked) {
      const tried = new Set([asked, ...triedOf(attempts).map(({ engine }) => engine)]);
      return router()
        .possible(wishOf(generation))
        .list.some(({ engine }) => !tried.has(engine));
    },
    timeouts(engineId) {
      const { answerMilliseconds = null, tryMilliseconds = null } = router().settingsOf(engineId) ?? {};
      return { answerMilliseconds, tryMilliseconds };
    },
    costs(generation) {
      const settings = router().settingsOf(generation.engine);
      return {
        estimate: settings ? router().estimate(generation.engine, wishOf(generation)) : null,
        dailyBudget: settings?.dailyBudgetMicros ?? null,
      };
    },
  };
}

/** Every try that ended badly. What was lost is started again by the same engine, and does not count here. */
function triedOf(attempts: readonly Attempt[]): readonly Tried[] {
  return attempts.flatMap(({ engine, trouble }) => (trouble === null ? [] : [{ engine, trouble }]));
}

function wishOf(generation: Generation): RoutedWish {
  const { environment, accountId, durationSeconds } = generation;
  const request = readStoredRequest(generation.request);
  return { ...request, durationSeconds: request.durationSeconds ?? durationSeconds, environment, accountId };
}

function choiceOf(
  router: Router,
  engines: EngineDirectory,
  generation: Generation,
  engine: string,
  because: string,
): EngineChoices['engines'][number] {
  return { engine, because, wishes: engineWishes(router, engines, generation, engine) };
}

function engineWishes(
  router: Router,
  engines: EngineDirectory,
  { model }: Generation,
  engineId: string,
): readonly SlotWish[] {
  const settings = router.settingsOf(engineId);
  const account = settings?.account ?? engineId;
  const concurrency = settings ? settings.concurrency : (engines.get(engineId)?.concurrency ?? null);
  const ofModel = settings?.modelConcurrency.get(model);
  return [
    ...(concurrency === null ? [] : [{ scope: engineScope(account), limit: concurrency }]),
    ...(ofModel === undefined ? [] : [{ scope: engineModelScope(account, model), limit: ofModel }]),
  ];
}
