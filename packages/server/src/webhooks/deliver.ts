import { Agent, request } from 'undici';
import type { Clock } from '../kernel/clock.ts';
import { BlockedAddressError, createAddressGuard } from '../media/address-guard.ts';
import type { Dial } from '../media/dial.ts';
import { describeNetworkFailure } from '../media/network-failure.ts';
import type { ResolveName } from '../media/resolve-name.ts';
import { signatureHeaders } from './sign.ts';

/** Native API, section 5. */
const CONNECT_MILLISECONDS = 10_000;
const TOTAL_MILLISECONDS = 30_000;
/** Answers are read only so that the connection can be used again; a longer one costs the receiver its connection. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** A receiver may ask for a pause, not for a year. */
const LONGEST_RETRY_AFTER_SECONDS = 3_600;

interface Message {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secret: string;
}

export type DeliveryResult =
  | { readonly kind: 'delivered'; readonly httpStatus: number }
  /** The receiver says that it is gone for good (410). */
  | { readonly kind: 'gone'; readonly httpStatus: number }
  | {
      readonly kind: 'failed';
      readonly httpStatus: number | null;
      readonly error: string;
      readonly retryAfterSeconds: number;
    };

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
}

export function createDeliverer({ clock, ...options }: DelivererOptions): Deliverer {
  const guard = createAddressGuard({
    ...options,
    plainHttp: 'loopback',
    connectMilliseconds: CONNECT_MILLISECONDS,
  });
  const agent = new Agent({
    connect: guard.connector(),
    connections: 8,
    maxResponseSize: MOST_ANSWER_BYTES,
  });
  return {
    async deliver(message, signal) {
      const check = guard.checkUrl(message.url);
      if (check.kind === 'refused') return failed(check.why);
      try {
        return await send(agent, check.url, message, clock, signal);
      } catch (error) {
        signal.throwIfAborted();
        return failed(describe(error));
      }
    },
    close: () => agent.destroy(),
  };
}

function failed(error: string): DeliveryResult {
  return { kind: 'failed', httpStatus: null, error, retryAfterSeconds: 0 };
}

async function send(
  agent: Agent,
  url: URL,
  message: Message,
  clock: Clock,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const answer = await request(url, {
    dispatcher: agent,
    method: 'POST',
    body: message.body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Reelay-Webhooks/1',
      ...signatureHeaders(message.secret, { id: message.id, body: message.body, sentAt: clock.now() }),
    },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MILLISECONDS)]),
  });
  const httpStatus = answer.statusCode;
  // The status decides; what the receiver says besides is not kept, and an endless answer is cut off.
  await answer.body.dump({ limit: MOST_ANSWER_BYTES }).catch(() => undefined);
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'delivered', httpStatus };
  if (httpStatus === 410) return { kind: 'gone', httpStatus };
  return {
    kind: 'failed',
    httpStatus,
    error: `the receiver answered ${httpStatus}`,
    retryAfterSeconds: retryAfterSeconds(answer.headers['retry-after'], clock),
  };
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
function describe(error: unknown): string {
  if (error instanceof BlockedAddressError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer within 30 seconds';
  return describeNetworkFailure(error) ?? String(error);
}
