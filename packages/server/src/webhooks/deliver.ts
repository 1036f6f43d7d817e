import { Agent, type Dispatcher, request } from 'undici';
import type { Clock } from '../kernel/clock.ts';
import { BlockedAddressError, createAddressGuard } from '../media/address-guard.ts';
import type { Dial } from '../media/dial.ts';
import { describeNetworkFailure } from '../media/network-failure.ts';
import type { ResolveName } from '../media/resolve-name.ts';
import {
  type Exchange,
  KEPT_BODY_BYTES,
  keptBody,
  keptRequestHeaders,
  keptResponseHeaders,
} from './exchange.ts';
import { signatureHeaders } from './sign.ts';

/** Native API, section 5: to connect, and for the whole request. */
export const DELIVERY_TIMEOUTS = { connectMilliseconds: 10_000, totalMilliseconds: 30_000 } as const;
/** Answers are read to their end so that the connection can be used again; a longer one costs the receiver its connection. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** A receiver may ask for a pause, not for a year. */
const LONGEST_RETRY_AFTER_SECONDS = 3_600;

export interface Message {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secret: string;
  /** Signs beside the other one while a rotation goes on; null or absent otherwise. */
  readonly previousSecret?: string | null;
}

export type DeliveryResult = { readonly exchange: Exchange } & (
  | { readonly kind: 'delivered'; readonly httpStatus: number }
  /** The receiver says that it is gone for good (410). */
  | { readonly kind: 'gone'; readonly httpStatus: number }
  | {
      readonly kind: 'failed';
      readonly httpStatus: number | null;
      readonly error: string;
      readonly retryAfterSeconds: number;
    }
);

export interface Deliverer {
  /** Sends a message once. Whatever happens out there is an answer, never an exception, unless `signal` aborts. */
  deliver(message: Message, signal: AbortSignal): Promise<DeliveryResult>;
  close(): Promise<void>;
}

export interface DelivererOptions {
  readonly clock: Clock;
  /** Lets loopback addresses through on any port, and `http:` to them, for development and tests. */
  readonly allowLoopback: boolean;
  /** Ports besides 80 and 443. */
  readonly extraPorts?: readonly number[];
  readonly resolve?: ResolveName;
  readonly dial?: Dial;
  /** `DELIVERY_TIMEOUTS` when absent. */
  readonly timeouts?: { readonly connectMilliseconds: number; readonly totalMilliseconds: number };
}

export function createDeliverer({
  clock,
  timeouts = DELIVERY_TIMEOUTS,
  ...options
}: DelivererOptions): Deliverer {
  const { connectMilliseconds, totalMilliseconds } = timeouts;
  const guard = createAddressGuard({
    ...options,
    plainHttp: 'loopback',
    connectMilliseconds,
  });
  const agent = new Agent({
    connect: guard.connector(),
    connections: 8,
    maxResponseSize: MOST_ANSWER_BYTES,
  });
  return {
    async deliver(message, signal) {
      const check = guard.checkUrl(message.url);
      if (check.kind === 'refused') return failed(check.why, {});
      const headers = headersOf(message, clock);
      try {
        const within = AbortSignal.any([signal, AbortSignal.timeout(totalMilliseconds)]);
        const answer = await send(agent, check.url, { headers, body: message.body }, within);
        const exchange = {
          requestHeaders: keptRequestHeaders(headers),
          responseHeaders: keptResponseHeaders(answer.headers),
          responseBody: await readStart(answer.body),
        };
        return judge(answer, exchange, clock);
      } catch (error) {
        signal.throwIfAborted();
        return failed(describe(error, totalMilliseconds), keptRequestHeaders(headers));
      }
    },
    close: () => agent.destroy(),
  };
}

function headersOf(message: Message, clock: Clock): Record<string, string> {
  const { id, body, secret, previousSecret = null } = message;
  const secrets = previousSecret === null ? [secret] : [secret, previousSecret];
  return {
    'content-type': 'application/json',
    'user-agent': 'Reelay-Webhooks/1',
    ...signatureHeaders(secrets, { id, body, sentAt: clock.now() }),
  };
}

async function send(
  agent: Agent,
  url: URL,
  message: { readonly headers: Record<string, string>; readonly body: string },
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  return request(url, {
    dispatcher: agent,
    method: 'POST',
    ...message,
    signal,
  });
}

/** Reads an answer to its end and keeps its start. The status decides, so one that breaks off or is cut off is as good. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const kept: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of body) {
      if (byteCount < KEPT_BODY_BYTES) kept.push(chunk);
      byteCount += chunk.length;
    }
  } catch {
    // what came before is kept
  }
  return keptBody(Buffer.concat(kept).subarray(0, KEPT_BODY_BYTES));
}

function judge(
  { statusCode, headers }: Dispatcher.ResponseData,
  exchange: Exchange,
  clock: Clock,
): DeliveryResult {
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered', httpStatus: statusCode, exchange };
  if (statusCode === 410) return { kind: 'gone', httpStatus: statusCode, exchange };
  return {
    kind: 'failed',
    httpStatus: statusCode,
    error: `the receiver answered ${statusCode}`,
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], clock),
    exchange,
  };
}

function failed(error: string, requestHeaders: Exchange['requestHeaders']): DeliveryResult {
  const exchange = { requestHeaders, responseHeaders: null, responseBody: null };
  return { kind: 'failed', httpStatus: null, error, retryAfterSeconds: 0, exchange };
}

function retryAfterSeconds(header: string | string[] | undefined, clock: Clock): number {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return 0;
  const seconds = /^\d+$/.test(text.trim())
    ? Number(text)
    : (Date.parse(text) - clock.now().getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS) : 0;
}

/** Bugs come out as the failure of this one delivery too: the schedule goes on, and `last_error` keeps the words. */
function describe(error: unknown, totalMilliseconds: number): string {
  if (error instanceof BlockedAddressError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `no answer within ${totalMilliseconds / 1000} seconds`;
  return describeNetworkFailure(error) ?? String(error);
}
