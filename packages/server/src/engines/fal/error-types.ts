/**
 * fal's machine-readable words for what went wrong: `type` of an entry of `detail` (Model Errors) and `error_type` beside it
 * (Request Error Types; fal.ai/docs, 2026-11). Its messages are for people and are never read.
 */
import { z } from 'zod';
import { ENGINE_TROUBLES, type EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { JsonValue } from '../../kernel/json.ts';
import type { EngineFailure } from '../engine.ts';

interface Meaning {
  readonly reason: FailureReason;
  readonly trouble: EngineTrouble;
}

const FAILED: Meaning = { reason: 'TASK_FAILED', trouble: 'failed' };
const REJECTED: Meaning = { reason: 'TASK_FAILED', trouble: 'rejected' };
const CONTENT: Meaning = { reason: 'CONTENT_POLICY_VIOLATION', trouble: 'content' };
const IMAGE: Meaning = { reason: 'INVALID_IMAGE', trouble: 'input' };
const VIDEO: Meaning = { reason: 'INVALID_VIDEO', trouble: 'input' };
const CANCELLED: Meaning = { reason: 'CANCELLED', trouble: 'input' };

/** Whether it is the picture or the driver, the field says. */
const BY_FIELD = 'by_field';

const TYPES: ReadonlyMap<string, Meaning | typeof BY_FIELD> = new Map<string, Meaning | typeof BY_FIELD>([
  ['content_policy_violation', CONTENT],
  ['image_too_small', IMAGE],
  ['image_too_large', IMAGE],
  ['image_load_error', IMAGE],
  ['unsupported_image_format', IMAGE],
  ['unsupported_video_format', VIDEO],
  ['video_duration_too_long', VIDEO],
  ['video_duration_too_short', VIDEO],
  ['file_too_large', BY_FIELD],
  ['face_detection_error', { reason: 'NO_PERSON_FOUND', trouble: 'input' }],
  // The file is ours, at REELAY_PUBLIC_URL: the caller can mend nothing.
  ['file_download_error', FAILED],
  ['generation_timeout', FAILED],
  ['internal_server_error', FAILED],
  ['downstream_service_error', FAILED],
  ['downstream_service_unavailable', FAILED],
  ['no_media_generated', FAILED],
  ['feature_not_supported', REJECTED],
]);

/** Of the platform around the model. */
const REQUEST_TYPES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['request_timeout', FAILED],
  ['startup_timeout', FAILED],
  ['runner_scheduling_failure', FAILED],
  ['runner_connection_timeout', FAILED],
  ['runner_disconnected', FAILED],
  ['runner_connection_refused', FAILED],
  ['runner_connection_error', FAILED],
  ['runner_incomplete_response', FAILED],
  ['runner_server_error', FAILED],
  ['client_disconnected', FAILED],
  ['client_cancelled', CANCELLED],
  ['bad_request', REJECTED],
]);

const Entry = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.number()])).catch([]),
  msg: z.string().catch(''),
});
const ErrorBody = z.object({
  detail: z
    .union([z.array(Entry).min(1), z.string()])
    .optional()
    .catch(undefined),
  error_type: z.string().optional().catch(undefined),
});

export interface FalError {
  /** The reason that its words give; null when it has none that is known. */
  readonly meaning: Meaning | null;
  /** Whether the model itself said it, or the platform about this request: then it is no hiccup on the way. */
  readonly isVerdict: boolean;
  readonly text: string;
}

/** Null when it is no error of fal's own. */
export function readError(json: JsonValue | undefined): FalError | null {
  const { data } = ErrorBody.safeParse(json);
  if (!data || (data.detail === undefined && data.error_type === undefined)) return null;
  const type = data.error_type;
  const platform = type === undefined ? undefined : REQUEST_TYPES.get(type);
  if (Array.isArray(data.detail)) {
    const meanings = data.detail.map(meaningOfEntry);
    // One word about the content outweighs what else was found.
    const meaning = meanings.find((one) => one === CONTENT) ?? meanings[0] ?? null;
    return { meaning, isVerdict: true, text: data.detail.map(textOf).join('; ') };
  }
  return {
    meaning: platform ?? null,
    isVerdict: platform !== undefined,
    text: [type, data.detail].filter(Boolean).join(': '),
  };
}

/** Whatever else it has a type for is a field that is wrong (`missing`, `value_error`, `one_of` and the like). */
function meaningOfEntry({ type, loc }: z.infer<typeof Entry>): Meaning {
  const meaning = TYPES.get(type) ?? REJECTED;
  if (meaning !== BY_FIELD) return meaning;
  return loc.includes('video_url') ? VIDEO : IMAGE;
}

/** Without `input`, which may hold a whole picture. */
function textOf({ type, loc, msg }: z.infer<typeof Entry>): string {
  return `${type} at ${loc.join('.') || 'the request'}: ${msg}`;
}

/** `otherwise` where its words say nothing. */
export function failureOf(
  error: FalError | null,
  otherwise: EngineTrouble,
  note: string,
): EngineFailure & { readonly trouble: EngineTrouble } {
  const { reason, trouble } = error?.meaning ?? {
    reason: ENGINE_TROUBLES[otherwise].reason,
    trouble: otherwise,
  };
  return { reason, trouble, detail: FAILURES[reason].sentence, note };
}
