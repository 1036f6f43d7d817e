import { openAsBlob } from 'node:fs';
import { FormData } from 'undici';
import type { EngineInput } from '../engine.ts';
import type { Upstream } from '../http.ts';
import { readUploaded } from './wire.ts';

/** ComfyUI never removes inputs: in a folder of their own the operator can. */
const FOLDER = 'reelay';

/** Nodes choose their reader by the ending. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
};

export class UploadError extends Error {
  override readonly name = 'UploadError';
}

/** The name by which nodes find it. The route says image and takes videos as well; a repeat writes the same file again. */
export async function uploadInput(
  upstream: Upstream,
  { path, mediaType }: EngineInput,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const form = new FormData();
  form.set('image', await openAsBlob(path, { type: mediaType }), `${name}${ENDINGS[mediaType] ?? ''}`);
  form.set('subfolder', FOLDER);
  form.set('type', 'input');
  form.set('overwrite', 'true');
  const reply = await upstream.call({ method: 'POST', path: '/upload/image', form }, signal);
  const uploaded = reply.status === 200 ? readUploaded(reply.json) : null;
  if (uploaded === null) throw new UploadError(`ComfyUI did not take the file: ${reply.note}`);
  return uploaded;
}
