import { findUsualSeconds } from '../../generations/watching.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { GenerationMode } from '../../kernel/environment.ts';
import { rememberFor } from '../../kernel/remember-for.ts';
import type { HttpDeps } from '../http-deps.ts';

const DAY_MILLISECONDS = 24 * 60 * 60_000;
const REMEMBERED_MILLISECONDS = 15_000;

interface Work {
  readonly engine: string;
  readonly mode: GenerationMode;
  /** How many wait for the same engine. */
  readonly ahead: number;
}

/** Seconds from a submit to its end; null when the engine has made nothing of the kind within a day. */
export type ExpectedWait = (work: Work) => Promise<number | null>;

/**
 * The usual time for one, and for those ahead, as many at once as the engine makes. Those being made are left out: on
 * average they end about when the one after next begins, and a guess is all that this is.
 */
export function createExpectedWait(deps: Pick<HttpDeps, 'db' | 'clock' | 'engineConcurrency'>): ExpectedWait {
  const usual = new Map<string, () => Promise<number | null>>();
  return async ({ engine, mode, ahead }) => {
    const key = `${engine} ${mode}`;
    const find =
      usual.get(key) ??
      rememberFor(REMEMBERED_MILLISECONDS, deps.clock, () =>
        findUsualSeconds(deps.db, { engine, mode }, aDayBefore(deps.clock)),
      );
    usual.set(key, find);
    const seconds = await find();
    if (seconds === null) return null;
    const atOnce = deps.engineConcurrency?.(engine) ?? null;
    return Math.ceil(seconds * (1 + (atOnce === null ? 0 : ahead / atOnce)));
  };
}

function aDayBefore(clock: Clock): Date {
  return new Date(clock.now().getTime() - DAY_MILLISECONDS);
}
