import type { EngineTrouble } from './engine-troubles.ts';
import type { FailureReason } from './failures.ts';

/**
 * What the parts say has happened, to be counted. Every word is one of a known few (a model, an engine, a code, a route's
 * pattern): never an id and never what a caller wrote, because each combination is kept for ever.
 */
export interface Meter {
  /** `outcome`: `accepted`, `replayed`, or the code of a refusal, whose model and mode are not known. */
  submitted(submit: { readonly model: string; readonly mode: string; readonly outcome: string }): void;
  answered(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  ended(end: GenerationEnd): void;
  /** One try of one generation on one engine. */
  tried(engine: string, outcome: 'succeeded' | 'lost' | EngineTrouble): void;
  /** What an engine made has been put into the store. */
  stored(engine: string, seconds: number): void;
  /** One try of one webhook. */
  delivered(result: 'delivered' | 'gone' | 'failed', seconds: number): void;
}

export interface GenerationEnd {
  readonly engine: string;
  readonly failure: FailureReason | null;
  readonly createdAt: Date;
  /** Null when no engine ever had it. */
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}
