/** What a server says of a work, and what that means here. */
import { z } from 'zod';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { EngineFailure } from '../engine.ts';
import type { Upstream } from '../http.ts';

const number = z.number().nullish().catch(null);
const text = z.string().nullish().catch(null);

const Video = z.object({
  id: z.string().min(1),
  status: z.string(),
  progress: z.number().min(0).max(100).nullish().catch(null),
  model: text,
  size: text,
  seconds: z.union([z.string(), z.number()]).nullish().catch(null),
  inference_time_s: number,
  peak_memory_mb: number,
  error: z
    .object({ code: z.union([z.string(), z.number()]).nullish().catch(null), message: text })
    .nullish()
    .catch(null),
});
export type Video = z.infer<typeof Video>;

/** Undefined when it is none. */
export function readVideo(json: JsonValue | undefined): Video | undefined {
  return Video.safeParse(json).data;
}

/** The documented words. A new one means that it has not ended as far as we know. */
const WORDS: ReadonlySet<string> = new Set(['queued', 'in_progress', 'completed', 'failed']);

export function isKnownWord(word: string): boolean {
  return WORDS.has(word);
}

interface Meaning {
  readonly reason: FailureReason;
  readonly trouble: EngineTrouble;
}

/** By code: words of OpenAI's API, and HTTP statuses of vLLM-Omni. SGLang tells no codes. Every other is the server's fault. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  moderation_blocked: { reason: 'CONTENT_POLICY_VIOLATION', trouble: 'content' },
  content_policy_violation: { reason: 'CONTENT_POLICY_VIOLATION', trouble: 'content' },
  '400': { reason: 'TASK_FAILED', trouble: 'rejected' },
  '422': { reason: 'TASK_FAILED', trouble: 'rejected' },
};

export function failureOf(
  { error }: Pick<Video, 'error'>,
  { redact }: Pick<Upstream, 'redact'>,
): EngineFailure {
  const code = String(error?.code ?? '');
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  const { reason, trouble } = meaning ?? { reason: 'TASK_FAILED', trouble: 'failed' };
  return {
    reason,
    trouble,
    detail: FAILURES[reason].sentence,
    note: redact(`${code === '' ? 'failed without a code' : code}: ${error?.message ?? ''}`),
  };
}

export function reportOf(video: Video, asked: JsonObject): JsonObject {
  const { model, size, seconds, inference_time_s, peak_memory_mb } = video;
  const said = { model, size, seconds, inference_time_s, peak_memory_mb };
  const kept = Object.entries(said).filter(
    (entry): entry is [string, string | number] => entry[1] !== null && entry[1] !== undefined,
  );
  return { upstreamId: video.id, asked, ...Object.fromEntries(kept) };
}
