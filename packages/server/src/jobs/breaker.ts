/**
 * The circuit breaker of one engine and model, as pure functions over its state.
 *
 *   closed     tries go through
 *   open       none does until `retryAt`
 *   half-open  from then on one at a time: if it is well, the breaker closes; if not, it rests twice as long
 */
/** When an engine is left alone for a while, per engine and model. */
export interface BreakerSettings {
  /** Faults in a row that open it. */
  readonly consecutiveFaults: number;
  /** Of the last `windowCount` tries at least this share (0..1) being faults opens it, once so many were made. */
  readonly faultShare: number;
  readonly windowCount: number;
  /** A typical try (the moving average) that takes longer opens it; null for no limit. */
  readonly slowSeconds: number | null;
  /** Until one try is let through to see whether it is well again. Doubles with each that fails, up to 16 times. */
  readonly restSeconds: number;
}

export const DEFAULT_BREAKER: BreakerSettings = {
  consecutiveFaults: 5,
  faultShare: 0.5,
  windowCount: 20,
  slowSeconds: null,
  restSeconds: 30,
};

export interface EngineHealth {
  readonly consecutiveFaults: number;
  readonly tries: number;
  /** 0..1, a moving average. */
  readonly faultShare: number;
  readonly typicalSeconds: number | null;
  /** Null while closed. */
  readonly retryAt: Date | null;
  readonly rests: number;
  readonly probingId: string | null;
  readonly probingUntil: Date | null;
}

export const WELL: EngineHealth = {
  consecutiveFaults: 0,
  tries: 0,
  faultShare: 0,
  typicalSeconds: null,
  retryAt: null,
  rests: 0,
  probingId: null,
  probingUntil: null,
};

/** How a try ended, as far as it says something about the engine. */
export interface TryResult {
  readonly isFault: boolean;
  /** From its start to its success; null for others. */
  readonly seconds: number | null;
}

/** A rest doubles at most so often: 30 s become 8 minutes. */
const MOST_DOUBLINGS = 4;
/** The weight of the newest time in the average of about the last ten. */
const SECONDS_WEIGHT = 0.2;

export type BreakerState = 'closed' | 'open' | 'half_open';

export function breakerState(health: EngineHealth, now: Date): BreakerState {
  if (health.retryAt === null) return 'closed';
  return now < health.retryAt ? 'open' : 'half_open';
}

/** Whether a generation may be sent to it now, and whether it goes as the probe. */
export function permits(health: EngineHealth, generationId: string, now: Date): 'yes' | 'as_probe' | 'no' {
  const state = breakerState(health, now);
  if (state === 'closed') return 'yes';
  if (state === 'open') return 'no';
  const isTaken = health.probingUntil !== null && now < health.probingUntil;
  return isTaken && health.probingId !== generationId ? 'no' : 'as_probe';
}

/** The state after a try. A late result of a try from before the breaker opened does not close it: only a probe's does. */
export function afterTry(
  health: EngineHealth,
  result: TryResult,
  tried: { readonly generationId: string; readonly now: Date },
  settings: BreakerSettings,
): EngineHealth {
  const weight = 2 / (settings.windowCount + 1);
  const counted = {
    ...health,
    tries: health.tries + 1,
    faultShare: health.faultShare + weight * ((result.isFault ? 1 : 0) - health.faultShare),
    typicalSeconds: averageSeconds(health.typicalSeconds, result.seconds),
    consecutiveFaults: result.isFault ? health.consecutiveFaults + 1 : 0,
  };
  const isProbe = health.retryAt !== null && health.probingId === tried.generationId;
  if (isProbe)
    return result.isFault
      ? open(counted, health.rests + 1, tried.now, settings)
      : { ...WELL, typicalSeconds: counted.typicalSeconds };
  if (health.retryAt !== null) return counted;
  return shouldOpen(counted, settings) ? open(counted, 0, tried.now, settings) : counted;
}

function shouldOpen(health: EngineHealth, settings: BreakerSettings): boolean {
  const isFailing = health.tries >= settings.windowCount && health.faultShare >= settings.faultShare;
  const isSlow = settings.slowSeconds !== null && (health.typicalSeconds ?? 0) > settings.slowSeconds;
  return health.consecutiveFaults >= settings.consecutiveFaults || isFailing || isSlow;
}

function open(health: EngineHealth, rests: number, now: Date, settings: BreakerSettings): EngineHealth {
  const seconds = settings.restSeconds * 2 ** Math.min(rests, MOST_DOUBLINGS);
  return {
    ...health,
    retryAt: new Date(now.getTime() + seconds * 1_000),
    rests,
    probingId: null,
    probingUntil: null,
  };
}

function averageSeconds(before: number | null, seconds: number | null): number | null {
  if (seconds === null) return before;
  return before === null ? seconds : before + SECONDS_WEIGHT * (seconds - before);
}
