/** The words of emulated upstreams. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** What a route is for: faults are asked for by it. */
export type EmulatedOperation = 'create' | 'status' | 'find' | 'cancel' | 'file' | 'upload' | 'other';

/**
 * In `accept_then_*` the upstream takes the work and the answer does not arrive as it should; in the others it takes none.
 * `full` and `account` are the upstream's own refusals: no place now, and no money or right ever. `wrong_word` answers with a
 * status that nobody documented. `gone` and `expired` (404, 403) and `truncated` are for files.
 */
export type EmulatedFault =
  | 'accept_then_lose'
  | 'accept_then_half'
  | 'accept_then_hang'
  | 'accept_then_500'
  | 'accept_then_502'
  | 'accept_then_504'
  | 'lose'
  | 'hang'
  | 'error_500'
  | 'error_503'
  | 'garbage'
  | 'full'
  | 'account'
  | 'wrong_word'
  | 'gone'
  | 'expired'
  | 'truncated';

export type CallbackFault = 'lost' | 'duplicated' | 'reordered' | 'forged';

export interface EmulatedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The named groups of the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
}

export interface EmulatedReply {
  readonly status: number;
  /** A Buffer is sent as it is, everything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The upstream's answer to a request that it does not take. */
export class EmulatedRefusal extends Error {
  readonly reply: EmulatedReply;
  constructor(reply: EmulatedReply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

export interface EmulatedWork {
  /** Of the upstream. */
  readonly id: string;
  /** Our key, where the upstream takes one. */
  readonly key: string | null;
  /** What says which generation it is for: the prompt as it arrived. */
  readonly prompt: string;
  /** All that was asked for, as the emulator read it. */
  readonly request: unknown;
  readonly callbackUrl: string | null;
  polls: number;
  isCancelled: boolean;
  /** What the upstream takes for it, in micro-dollars; set when it ends. */
  chargedMicros: bigint;
}

export type WorkState = 'queued' | 'running' | 'succeeded' | 'failed' | 'refused_content' | 'cancelled';

export interface EmulatedRoute {
  readonly method: string;
  /** Of the whole path, without the query. */
  readonly pattern: RegExp;
  /** Counts only for requests with this name in the query, where one path has several uses. */
  readonly withQuery?: string;
  readonly operation: EmulatedOperation;
  readonly answer: (request: EmulatedRequest) => EmulatedReply | Promise<EmulatedReply>;
}

/** One upstream, as its facts say. */
export interface EmulatedUpstream {
  readonly routes: readonly EmulatedRoute[];
  /** Its own ways to say `full`, `account` and what an error of the server looks like. */
  readonly full: EmulatedReply;
  readonly account: EmulatedReply;
  readonly error: (status: number) => EmulatedReply;
  /** The same answer with a status word that is not documented. */
  readonly withWrongWord: (reply: EmulatedReply) => EmulatedReply;
  /** The message about a work, signed; null when the upstream sends none. */
  readonly callback?: (
    work: EmulatedWork,
    state: WorkState,
    nowMilliseconds: number,
  ) => EmulatedMessage | null;
  /** Takes a connection over, for an upstream with a websocket; it is cut when the emulator ends. */
  readonly onUpgrade?: (incoming: IncomingMessage, socket: Duplex) => void;
}

export interface EmulatedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
