import { Agent, request, type Dispatcher } from 'undici';
import { BlockedAddressError, createAddressGuard, type AddressGuard } from './address-guard.ts';
import { describeSize } from './describe-size.ts';
import type { Dial } from './dial.ts';
import { describeNetworkFailure } from './network-failure.ts';
import type { ResolveName } from './resolve-name.ts';
import { writeWholeFile, type WriteBytes } from './whole-file.ts';

export interface DownloadRequest {
  /** As a stranger wrote it. */
  readonly url: string;
  readonly kind: 'image' | 'video';
  /** Where the file appears, whole, when the download is done; its directory is there already. */
  readonly toPath: string;
  readonly mostBytes: number;
}

export type DownloadResult =
  /** `mediaType` is what the server claims, in small letters and without parameters. It proves nothing. */
  | { readonly kind: 'done'; readonly byteCount: number; readonly mediaType: string | null }
  /** Not allowed, and never will be: trying again is pointless. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It did not work this time. */
  | { readonly kind: 'unreachable'; readonly why: string };

export interface Downloader {
  /**
   * Fetches a stranger's URL into a file. Whatever happens out there is a result; it throws only `signal`'s reason and
   * what our own disk says. `why` is a sentence for the caller. Nothing is left at `toPath` unless it is done.
   */
  download(wanted: DownloadRequest, signal: AbortSignal): Promise<DownloadResult>;
}

export interface DownloadLimits {
  /** For the name, and again for the connection; each redirect anew. */
  readonly connectMilliseconds: number;
  /** From the request to the end of the headers. */
  readonly headersMilliseconds: number;
  /** Between two pieces of the body. */
  readonly idleMilliseconds: number;
  /** From the first look-up to the last byte. */
  readonly totalMilliseconds: Readonly<Record<DownloadRequest['kind'], number>>;
}

export interface DownloaderOptions {
  /** Lets loopback addresses through on any port, for development. */
  readonly allowLoopback: boolean;
  /** Ports besides 80 and 443. */
  readonly extraPorts?: readonly number[];
  readonly limits?: Partial<DownloadLimits>;
  readonly resolve?: ResolveName;
  readonly dial?: Dial;
}

/** 100 MB in 5 minutes is 2.7 Mbit/s: slower servers are not worth a place. */
const LIMITS: DownloadLimits = {
  connectMilliseconds: 10_000,
  headersMilliseconds: 20_000,
  idleMilliseconds: 15_000,
  totalMilliseconds: { image: 60_000, video: 300_000 },
};
const MOST_REDIRECTS = 3;
const MOST_HEADER_BYTES = 16 * 1024;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** `Agent` knows no proxy, cookie or cache, whatever the environment says; no other header is ever sent. */
const HEADERS = {
  image: { 'user-agent': 'Reelay/1', accept: 'image/*', 'accept-encoding': 'identity' },
  video: { 'user-agent': 'Reelay/1', accept: 'video/*', 'accept-encoding': 'identity' },
} as const;

/** Something went wrong between us and the server, and not on our own disk. The cause says what. */
class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
}

export function createDownloader(options: DownloaderOptions): Downloader {
  const limits = { ...LIMITS, ...options.limits };
  const guard = createAddressGuard({
    ...options,
    plainHttp: 'anywhere',
    connectMilliseconds: limits.connectMilliseconds,
  });
  return {
    async download(wanted, signal) {
      signal.throwIfAborted();
      const milliseconds = limits.totalMilliseconds[wanted.kind];
      const timeLimit = AbortSignal.timeout(milliseconds);
      const anyEnd = AbortSignal.any([signal, timeLimit]);
      const agent = new Agent({
        connect: guard.connector(anyEnd),
        headersTimeout: limits.headersMilliseconds,
        bodyTimeout: limits.idleMilliseconds,
        maxHeaderSize: MOST_HEADER_BYTES,
      });
      try {
        return await fetchInto(agent, guard, wanted, anyEnd);
      } catch (error) {
        signal.throwIfAborted();
        if (timeLimit.aborted) return unreachable(`It took longer than ${milliseconds / 1000} seconds.`);
        return resultOf(error);
      } finally {
        await agent.destroy();
      }
    },
  };
}

async function fetchInto(
  agent: Agent,
  guard: AddressGuard,
  wanted: DownloadRequest,
  signal: AbortSignal,
): Promise<DownloadResult> {
  let check = guard.checkUrl(wanted.url);
  for (let redirects = 0; ; redirects += 1) {
    if (check.kind === 'refused') return check;
    const { url } = check;
    const answer = await ask(agent, url, wanted.kind, signal);
    const location = REDIRECTS.has(answer.statusCode) ? headerOf(answer, 'location') : null;
    if (location === null) return await receive(answer, wanted);
    discard(answer);
    if (redirects === MOST_REDIRECTS) return refused(`It redirects more than ${MOST_REDIRECTS} times.`);
    check = guard.checkRedirect(url, location);
  }
}

async function ask(
  agent: Agent,
  url: URL,
  kind: DownloadRequest['kind'],
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    return await request(url, { dispatcher: agent, headers: HEADERS[kind], signal });
  } catch (error) {
    throw new ExchangeError('no answer', { cause: error });
  }
}

async function receive(answer: Dispatcher.ResponseData, wanted: DownloadRequest): Promise<DownloadResult> {
  const problem = problemOf(answer, wanted.mostBytes);
  if (problem) {
    discard(answer);
    return problem;
  }
  const mediaType = headerOf(answer, 'content-type')?.split(';')[0]?.trim().toLowerCase() || null;
  return await writeWholeFile(wanted.toPath, async (write): Promise<DownloadResult> => {
    const byteCount = await copy(answer, wanted.mostBytes, write);
    if (byteCount === null)
      return refused(`The file has more than the ${describeSize(wanted.mostBytes)} allowed.`);
    if (byteCount === 0) return unreachable('The address answered 200 with an empty body.');
    return { kind: 'done', byteCount, mediaType };
  });
}

/** What is wrong with an answer before its body is read. */
function problemOf(answer: Dispatcher.ResponseData, mostBytes: number): DownloadResult | null {
  if (answer.statusCode !== 200)
    return unreachable(`The address answered ${answer.statusCode}; 200 is needed.`);
  const encoding = headerOf(answer, 'content-encoding') ?? 'identity';
  if (encoding.trim().toLowerCase() !== 'identity')
    return refused('The address answers with a compressed body, though none was asked for.');
  const announced = Number(headerOf(answer, 'content-length') ?? 0);
  if (announced > mostBytes)
    return refused(
      `The file has ${describeSize(announced)}; at most ${describeSize(mostBytes)} are allowed.`,
    );
  return null;
}

/** The number of bytes, or null as soon as they are too many. */
async function copy(
  answer: Dispatcher.ResponseData,
  mostBytes: number,
  write: WriteBytes,
): Promise<number | null> {
  let byteCount = 0;
  for await (const bytes of piecesOf(answer)) {
    byteCount += bytes.length;
    if (byteCount > mostBytes) return null;
    await write(bytes);
  }
  return byteCount;
}

async function* piecesOf(answer: Dispatcher.ResponseData): AsyncGenerator<Buffer, void, undefined> {
  // An error reaches us through the iterator; Node also wants a listener when we stop early.
  answer.body.on('error', () => undefined);
  try {
    yield* answer.body;
  } catch (error) {
    throw new ExchangeError('the answer broke off', { cause: error });
  }
}

/** Closes the connection instead of reading on; an error on the way is not news any more. */
function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on('error', () => undefined).destroy();
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | null {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
}

function resultOf(error: unknown): DownloadResult {
  if (!(error instanceof ExchangeError)) throw error;
  if (error.cause instanceof BlockedAddressError) return refused(error.cause.message);
  const why = describeNetworkFailure(error.cause);
  if (why === null) throw error;
  return unreachable(why);
}

function refused(why: string): DownloadResult {
  return { kind: 'refused', why };
}

function unreachable(why: string): DownloadResult {
  return { kind: 'unreachable', why };
}
