import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { toMicros } from '../../kernel/money.ts';
import type { EngineBill, EngineStatus, Operation } from '../engine.ts';
import type { Upstream } from '../http.ts';
import { atPath, textAt } from './at-path.ts';
import type { Description } from './description.ts';

type Meaning = keyof Description['statuses'];

/** Undefined for a word that the description does not have. */
export function meaningOfWord({ statuses }: Description, word: string): Meaning | undefined {
  const meanings = ['pending', 'succeeded', 'failed', 'content'] as const;
  return meanings.find((meaning) =>
    statuses[meaning].some((one) => one.toLowerCase() === word.toLowerCase()),
  );
}

export interface Answer {
  readonly json: JsonValue | undefined;
  readonly word: string;
  readonly operation: Operation;
}

export function statusOf(
  description: Description,
  { json, word, operation }: Answer,
  upstream: Pick<Upstream, 'isOwn' | 'redact'>,
): EngineStatus {
  const meaning = meaningOfWord(description, word) ?? 'pending';
  const bill = billOf(description, json);
  switch (meaning) {
    case 'pending':
      return { state: 'pending', progress: progressOf(description, json) };
    case 'succeeded':
      return { ...succeededOf(description, json, operation, upstream), ...bill };
    case 'failed':
      return { ...failedOf(description, json, reasonOf(description, json), upstream), ...bill };
    default:
      return { ...failedOf(description, json, 'CONTENT_POLICY_VIOLATION', upstream), ...bill };
  }
}

function progressOf({ poll }: Description, json: JsonValue | undefined): number {
  const progress = Number(textAt(json, poll.progress) ?? 0);
  return progress >= 0 && progress <= 100 ? progress : 0;
}

function succeededOf(
  { name, result }: Description,
  json: JsonValue | undefined,
  { id = null, asked = {} }: Operation,
  { isOwn, redact }: Pick<Upstream, 'isOwn' | 'redact'>,
): EngineStatus & { readonly state: 'succeeded' } {
  const url = result.url
    .map((path) => textAt(json, path))
    .find((text) => text !== undefined && URL.canParse(text));
  if (url === undefined)
    throw new Error(redact(`the task ${JSON.stringify(id)} is done and has no address yet`));
  const report: JsonObject = { upstream: name, upstreamId: id, asked: isJsonObject(asked) ? asked : {} };
  // With our key only to where our key belongs.
  return {
    state: 'succeeded',
    outputs: [{ kind: 'remote_video', url, via: isOwn(url) ? 'engine' : 'internet' }],
    report,
  };
}

function reasonOf({ failure }: Description, json: JsonValue | undefined): FailureReason {
  const code = textAt(json, failure.code) ?? '';
  return (Object.hasOwn(failure.reasons, code) ? failure.reasons[code] : undefined) ?? 'TASK_FAILED';
}

function failedOf(
  { failure }: Description,
  json: JsonValue | undefined,
  reason: FailureReason,
  { redact }: Pick<Upstream, 'redact'>,
): EngineStatus & { readonly state: 'failed' } {
  const said = [textAt(json, failure.code), textAt(json, failure.message)].filter(
    (text) => text !== undefined,
  );
  return { state: 'failed', reason, detail: FAILURES[reason].sentence, note: redact(said.join(': ')) };
}

/** Rounded up: less than was taken would hide a loss. */
function billOf({ bill }: Description, json: JsonValue | undefined): { readonly bill?: EngineBill } {
  if (bill === undefined) return {};
  const value = atPath(json, bill.units);
  const units = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof units !== 'number' || !Number.isFinite(units) || units < 0) return {};
  return { bill: { costMicros: toMicros(BigInt(Math.ceil(units * bill.microDollarsPerUnit))) } };
}
