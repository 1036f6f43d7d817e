import { type CallOptions, pathOf } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import { fileSystem } from '../files/file-system.ts';
import { multipartForm } from '../files/multipart-form.ts';
import type { StoredFile } from '../wire-types.ts';
import { listOf } from './list-of.ts';
import type { Pages } from './pages.ts';

/** A Blob or File, bytes, or the path of a file where there is a file system. */
export type Uploadable = Blob | Uint8Array | ArrayBuffer | string;

export interface UploadOptions extends Omit<CallOptions, 'retries'> {
  /** What the file is called; the name of a File or of the path unless said. */
  readonly name?: string | undefined;
}

/** `client.files`: pictures and videos to make something from. The `url` of one stands wherever an address may. */
export class Files {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What a path names is read while it is sent. Sent once: a repeat would store it twice. */
  async upload(what: Uploadable, options: UploadOptions = {}): Promise<StoredFile> {
    const { blob, name } = await contentOf(what);
    return this.#transport.json({
      method: 'POST',
      path: '/v1/files',
      blob: multipartForm(blob, options.name ?? name),
      isOnDisk: typeof what === 'string',
      isRepeatable: false,
      options,
    });
  }

  /** Newest first. `limit` is how many a page has. */
  list(query: { readonly limit?: number | undefined } = {}, options?: CallOptions): Pages<StoredFile> {
    return listOf(this.#transport, '/v1/files', query, options);
  }

  get(id: string, options?: CallOptions): Promise<StoredFile> {
    return this.#transport.json({
      method: 'GET',
      path: pathOf`/v1/files/${id}`,
      isRepeatable: true,
      options,
    });
  }

  /** Generations that were given it keep what they were given. */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.#transport.remove({
      method: 'DELETE',
      path: pathOf`/v1/files/${id}`,
      isRepeatable: true,
      options,
    });
  }
}

async function contentOf(what: Uploadable): Promise<{ readonly blob: Blob; readonly name: string }> {
  if (typeof what === 'string') return fileSystem().open(what);
  if (!(what instanceof Blob)) return { blob: new Blob([bytesOf(what)]), name: 'file' };
  return { blob: what, name: 'name' in what && typeof what.name === 'string' ? what.name : 'file' };
}

/** Copied only where the memory is shared, which a Blob does not take. */
function bytesOf(bytes: Uint8Array | ArrayBuffer): Uint8Array<ArrayBuffer> {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(bytes);
}
