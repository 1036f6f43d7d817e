/** Rows to the wire: the only way out of the native API. */
import { findModel, isModelId } from '../../catalogue/models.ts';
import type { Accepted, GenerationView } from '../../contract/generation-view.ts';
import type { Asset } from '../../generations/assets.ts';
import type { Generation } from '../../generations/generation.ts';
import { isoSeconds } from '../../kernel/clock.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { formatDollars } from '../../kernel/money.ts';

/** `priceIsKnown`: false when the price waits for the driver to be measured. */
export function presentAccepted(generation: Generation, priceIsKnown: boolean): Accepted {
  return {
    generation_id: generation.id,
    status: 'pending',
    price: priceIsKnown ? formatDollars(generation.price) : CALCULATING,
    description: `Accepted. Read it at /v1/kling/generations/${generation.id}.`,
    ...(generation.warnings.length === 0 ? {} : { warnings: [...generation.warnings] }),
  };
}

const CALCULATING = 'calculating';

export interface PresentOptions {
  readonly assets: readonly Asset[];
  /** How many wait in front of it; only for a pending one. */
  readonly ahead: number | null;
  readonly now: Date;
  /** Absolute address of an asset, signed and expiring. */
  readonly urlOf: (asset: Asset) => string;
}

export function presentGeneration(generation: Generation, options: PresentOptions): GenerationView {
  const { assets, urlOf } = options;
  if (!isModelId(generation.model))
    throw new Error(`generation ${generation.id} has unknown model ${generation.model}`);
  const video = assets.find((asset) => asset.kind === 'video');
  const poster = assets.find((asset) => asset.kind === 'poster');
  const failure = generation.failure;
  return {
    generation_id: generation.id,
    status: generation.status,
    prompt: generation.prompt,
    created_at: isoSeconds(generation.createdAt),
    ...(generation.completedAt ? { completed_at: isoSeconds(generation.completedAt) } : {}),
    video_url: video ? urlOf(video) : null,
    version: findModel(generation.model).version,
    duration: generation.durationSeconds === null ? null : String(generation.durationSeconds),
    model: generation.model,
    message: failure,
    error: failure ? { code: failure, message: failureSentence(generation, failure) } : null,
    price: generation.openRate === null ? formatDollars(generation.price) : CALCULATING,
    ...(isBeingCancelled(generation) ? { cancel_requested: true } : {}),
    progress: generation.status === 'completed' ? 100 : generation.progress,
    queue_position: options.ahead === null ? null : options.ahead + 1,
    eta_seconds: etaSeconds(generation, options.now),
    seed: generation.seed,
    engine: generation.engine,
    poster_url: poster ? urlOf(poster) : null,
    ...(generation.warnings.length === 0 ? {} : { warnings: [...generation.warnings] }),
    engine_report: reportOf(generation),
  };
}

function isBeingCancelled({ cancelRequestedAt, completedAt }: Generation): boolean {
  return cancelRequestedAt !== null && completedAt === null;
}

/**
 * What the caller can mend is told as it was found: sizes, lengths, what was seen. What went wrong at an upstream is told
 * in the words of the table; its own stay in our books.
 */
export function failureSentence(
  { failureDetail }: Pick<Generation, 'failureDetail'>,
  failure: FailureReason,
): string {
  const { blame, sentence } = FAILURES[failure];
  return blame === 'caller' && failureDetail !== null ? failureDetail : sentence;
}

/** From the share done and the time it took; unknown until 5 % is done. */
function etaSeconds(generation: Generation, now: Date): number | null {
  if (generation.status !== 'processing' || generation.progress < 5 || !generation.startedAt) return null;
  const elapsedSeconds = (now.getTime() - generation.startedAt.getTime()) / 1000;
  return Math.max(0, Math.ceil((elapsedSeconds * (100 - generation.progress)) / generation.progress));
}

function reportOf({ engineReport }: Generation): Record<string, unknown> | null {
  return isJsonObject(engineReport) ? { ...engineReport } : null;
}
