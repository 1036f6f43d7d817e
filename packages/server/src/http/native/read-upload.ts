/** The body of `POST /v1/files`, written to disk as it arrives. */
import type { Context } from 'hono';
import { kindByFirstBytes, MOST_INPUT_BYTES } from '../../catalogue/inputs.ts';
import { AppError } from '../../kernel/errors.ts';
import type { MediaKind } from '../../kernel/media-input.ts';
import { describeSize } from '../../media/describe-size.ts';
import { writeWholeFile, type WriteBytes } from '../../media/whole-file.ts';
import { readBody } from '../read-body.ts';
import { boundaryOf, readMultipart } from '../read-multipart.ts';
import type { HttpEnv } from '../request-context.ts';

/** Headers and small fields beside the file. */
const MOST_FORM_BYTES = 100_000;
const FIELD = 'file';
/** Of the largest file; the limit of its own kind is looked after as it is written. */
const BODY = {
  mostBytes: MOST_INPUT_BYTES.video + MOST_FORM_BYTES,
  sentence: `${FIELD}: A picture may have at most ${describeSize(MOST_INPUT_BYTES.image)}, a video ${describeSize(MOST_INPUT_BYTES.video)}.`,
} as const;
/** The longest signature of a format that is taken. */
const SIGNATURE_BYTES = 12;
const MOST_NAME_CHARACTERS = 200;

export interface Upload {
  readonly kind: MediaKind;
  readonly name: string | null;
}

/**
 * Writes the uploaded file to `path`. Its kind, and with it how large it may be, is told by its first bytes and never by
 * what the caller declares; whether it is usable is still to be found out. Nothing is left at `path` when it is refused:
 * 415 another type of body, 400 not one file, 413 too large, 422 of no kind that is taken.
 */
export async function readUpload(c: Context<HttpEnv>, path: string): Promise<Upload> {
  const type = c.req.header('content-type') ?? '';
  const isForm = /^multipart\/form-data\s*(;|$)/i.test(type);
  if (!isForm && !/^(image|video)\/[\w.+-]+\s*(;|$)/i.test(type))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', {
      detail: `Send multipart/form-data with the file as "${FIELD}", or its bytes alone as image/* or video/*; not ${type === '' ? 'a body without a type' : type.slice(0, 80)}.`,
    });
  const { upload } = await writeWholeFile(path, async (write) => ({
    kind: 'done',
    upload: await (isForm ? writeFormFile(c, boundaryOf(type), write) : writeBody(c, write)),
  }));
  return upload;
}

async function writeBody(c: Context<HttpEnv>, write: WriteBytes): Promise<Upload> {
  const file = createFileWriter(write);
  for await (const bytes of readBody(c, BODY)) await file.write(bytes);
  return { kind: file.end(), name: null };
}

async function writeFormFile(c: Context<HttpEnv>, boundary: string, write: WriteBytes): Promise<Upload> {
  const file = createFileWriter(write);
  let name: string | null | undefined;
  let isFile = false;
  for await (const event of readMultipart(readBody(c, BODY), boundary))
    if (event.kind === 'bytes') {
      if (isFile) await file.write(event.bytes);
    } else {
      isFile = event.name === FIELD;
      if (isFile && name !== undefined) throw notOneFile('has more than one');
      if (isFile) name = event.fileName === null ? null : cleanName(event.fileName);
    }
  if (name === undefined) throw notOneFile('has none');
  return { kind: file.end(), name };
}

function notOneFile(what: string): AppError {
  return new AppError('BAD_REQUEST', {
    field: FIELD,
    detail: `The form must have one part "${FIELD}", and ${what}.`,
  });
}

function createFileWriter(write: WriteBytes) {
  let head = Buffer.alloc(0);
  let kind: MediaKind | null = null;
  let byteCount = 0;
  return {
    async write(given: Uint8Array): Promise<void> {
      let bytes = given;
      if (kind === null) {
        head = Buffer.concat([head, given]);
        if (head.length < SIGNATURE_BYTES) return;
        kind = kindOf(head);
        bytes = head;
      }
      byteCount += bytes.length;
      if (byteCount > MOST_INPUT_BYTES[kind])
        throw new AppError('PAYLOAD_TOO_LARGE', {
          field: FIELD,
          detail: `${FIELD}: The ${kind} is larger than the ${describeSize(MOST_INPUT_BYTES[kind])} allowed.`,
        });
      await write(bytes);
    },
    end: (): MediaKind => kind ?? kindOf(head),
  };
}

function kindOf(head: Buffer): MediaKind {
  const kind = kindByFirstBytes(head);
  if (kind !== null) return kind;
  throw new AppError('INVALID_REQUEST', {
    field: FIELD,
    detail: `${FIELD}: ${head.length === 0 ? 'It is empty' : 'It is no file of a kind that is taken'}. Send a JPEG, PNG or WEBP, or an MP4, MOV or WEBM.`,
  });
}

/** The last part of a path, without what could mislead whoever looks at it: control and direction characters. */
function cleanName(fileName: string): string | null {
  const last = fileName.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  const short = Array.from(clean).slice(0, MOST_NAME_CHARACTERS).join('');
  return short === '' || short === '.' || short === '..' ? null : short;
}
