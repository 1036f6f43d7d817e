/** The few calls that we make to an S3-compatible server, and its errors in words that say what to do. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type * as S3 from '@aws-sdk/client-s3';

export interface S3Options {
  readonly bucket: string;
  /** Absent for Amazon's own. */
  readonly endpoint?: string;
  readonly region: string;
  /** In front of every object's name; empty, or ending in a slash. */
  readonly prefix: string;
  /** The bucket in the path instead of the host's name, as most servers that are not Amazon's want it. */
  readonly forcePathStyle: boolean;
  /** The SDK's standard chain (environment, files, roles) when absent. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface BucketObject {
  readonly name: string;
  readonly byteCount: number;
  readonly modifiedAt: Date;
}

export interface S3Bucket {
  put(
    name: string,
    file: {
      readonly path: string;
      readonly mediaType: string;
      readonly byteCount: number;
      readonly sha256: Buffer;
    },
  ): Promise<void>;
  /** In alphabetical order of the names. */
  list(prefix: string): AsyncIterable<BucketObject>;
  /** Bytes `start`..`end` inclusive, or all of them; null when there is no such object. */
  read(
    name: string,
    range: { readonly start: number; readonly end: number } | null,
    signal: AbortSignal,
  ): Promise<Readable | null>;
  /** Of an object that is not there too. */
  remove(name: string): Promise<void>;
}

/** The store of media did not do what was asked of it; the message says what to look at. */
export class MediaStoreError extends Error {
  override readonly name = 'MediaStoreError';
}

const CONNECT_MILLISECONDS = 5_000;
/** A connection on which nothing moves for so long is given up. */
const SILENT_MILLISECONDS = 60_000;
/** Every range that is being served holds one. */
const MOST_CONNECTIONS = 256;
/** The SDK does not repeat what it reads from a stream, so we do. */
const PUT_RETRY_MILLISECONDS = [200, 1_000, 3_000];

/** Nothing is loaded or dialled before the first call: the SDK takes a third of a second to load. */
export function openBucket(options: S3Options): S3Bucket {
  let loaded: Promise<Sdk> | null = null;
  const ask = async <Result>(what: string, work: (sdk: Sdk) => Promise<Result>): Promise<Result> => {
    loaded ??= loadSdk(options);
    try {
      return await work(await loaded);
    } catch (error) {
      throw explain(error, what, options);
    }
  };
  const Bucket = options.bucket;
  return {
    put: (name, file) =>
      ask('store', ({ client, commands }) =>
        withRetries(async () => {
          const body = createReadStream(file.path);
          try {
            await client.send(
              new commands.PutObjectCommand({
                Bucket,
                Key: name,
                Body: body,
                ContentLength: file.byteCount,
                ContentType: file.mediaType,
                // the server refuses bytes that changed on the way
                ChecksumSHA256: file.sha256.toString('base64'),
              }),
            );
          } finally {
            body.destroy();
          }
        }),
      ),
    list: (prefix) => list(ask, Bucket, prefix),
    read: (name, range, signal) =>
      ask('read', async ({ client, commands }) => {
        const Range = range === null ? undefined : `bytes=${range.start}-${range.end}`;
        const command = new commands.GetObjectCommand({ Bucket, Key: name, ...(Range && { Range }) });
        const answer = await client.send(command, { abortSignal: signal }).catch(ignoreMissing);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- in Node the body is one of Node's streams
        return (answer?.Body ?? null) as Readable | null;
      }),
    async remove(name) {
      await ask('remove', ({ client, commands }) =>
        client.send(new commands.DeleteObjectCommand({ Bucket, Key: name })),
      );
    },
  };
}

interface Sdk {
  readonly client: S3.S3Client;
  readonly commands: typeof S3;
}

type Ask = <Result>(what: string, work: (sdk: Sdk) => Promise<Result>) => Promise<Result>;

async function loadSdk(options: S3Options): Promise<Sdk> {
  const commands = await import('@aws-sdk/client-s3');
  const client = new commands.S3Client({
    region: options.region,
    forcePathStyle: options.forcePathStyle,
    // the newer default sends a trailer that many compatible servers do not understand
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MILLISECONDS,
      socketTimeout: SILENT_MILLISECONDS,
      httpAgent: { maxSockets: MOST_CONNECTIONS },
      httpsAgent: { maxSockets: MOST_CONNECTIONS },
    },
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
  });
  return { client, commands };
}

async function* list(ask: Ask, Bucket: string, prefix: string): AsyncIterable<BucketObject> {
  let ContinuationToken: string | undefined;
  do {
    const page = await ask('list', ({ client, commands }) =>
      client.send(
        new commands.ListObjectsV2Command({
          Bucket,
          Prefix: prefix,
          ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        }),
      ),
    );
    for (const { Key, Size, LastModified } of page.Contents ?? [])
      if (Key !== undefined && LastModified !== undefined)
        yield { name: Key, byteCount: Size ?? 0, modifiedAt: LastModified };
    ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
}

async function withRetries(work: () => Promise<void>): Promise<void> {
  for (const milliseconds of PUT_RETRY_MILLISECONDS) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await pause(milliseconds);
    }
  }
  return work();
}

/** Broken connections, and what the server says is its own fault. */
function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === null ? codeOf(error) !== null : status >= 500 || status === 429;
}

function ignoreMissing(error: unknown): null {
  // A bucket that does not exist answers 404 too, and is no missing object.
  if (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket') return null;
  throw error;
}

const CHECK_KEYS =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key of this server, or give this machine a role that it knows.';
const CHECK_REGION = 'Set REELAY_S3_REGION to the region of the bucket.';
const CHECK_ENDPOINT =
  'Check REELAY_S3_ENDPOINT and that the server runs; where buckets have no host names of their own, set REELAY_S3_FORCE_PATH_STYLE=true.';

/** By the name or code of an error: the next step. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'Create the bucket, or correct REELAY_S3_BUCKET.',
  AccessDenied:
    'Allow this key s3:PutObject, s3:GetObject and s3:DeleteObject on the objects and s3:ListBucket on the bucket.',
  InvalidAccessKeyId: CHECK_KEYS,
  SignatureDoesNotMatch: CHECK_KEYS,
  ExpiredToken: CHECK_KEYS,
  CredentialsProviderError: CHECK_KEYS,
  PermanentRedirect: CHECK_REGION,
  AuthorizationHeaderMalformed: CHECK_REGION,
  RequestTimeTooSkewed: 'Set the clock of this machine.',
  ECONNREFUSED: CHECK_ENDPOINT,
  ENOTFOUND: CHECK_ENDPOINT,
  EAI_AGAIN: CHECK_ENDPOINT,
  ETIMEDOUT: CHECK_ENDPOINT,
  TimeoutError: CHECK_ENDPOINT,
};

function explain(error: unknown, what: string, { bucket, endpoint }: S3Options): unknown {
  if (error instanceof MediaStoreError || nameOf(error) === 'AbortError') return error;
  const where = `bucket ${bucket}${endpoint === undefined ? '' : ` at ${endpoint}`}`;
  const why = error instanceof Error ? error.message : String(error);
  const word = codeOf(error) ?? nameOf(error);
  const next = NEXT_STEPS[word] ?? '';
  return new MediaStoreError(`The ${where} could not ${what}: ${word}: ${why}. ${next}`.trimEnd(), {
    cause: error,
  });
}

function statusOf(error: unknown): number | null {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : null;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}

/** Of an error of the network, such as ECONNRESET. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
