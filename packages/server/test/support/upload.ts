import { FileView } from '../../src/contract/file-view.ts';
import { ErrorBody } from '../../src/contract/generation-view.ts';
import { checkAnswer } from './check-answer.ts';
import type { nativeApi } from './native-api.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;
export type UploadBody = FormData | Buffer | ReadableStream<Uint8Array>;
type Headers = Readonly<Record<string, string>>;

/** A form of files: field, bytes, and the name that it is sent with. */
export function formOf(...files: readonly (readonly [string, Buffer, (string | undefined)?])[]): FormData {
  const data = new FormData();
  for (const [field, bytes, name] of files) data.append(field, new Blob([new Uint8Array(bytes)]), name);
  return data;
}

async function send(api: Api, body: UploadBody, headers: Headers): Promise<Response> {
  const response = await api.app.request('/v1/files', {
    method: 'POST',
    headers: { authorization: `Bearer ${api.key}`, ...headers },
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  await checkAnswer('POST', '/v1/files', response);
  return response;
}

/** Uploads and expects a 201, whose body is checked against the contract. */
export async function uploaded(api: Api, body: UploadBody, headers: Headers = {}): Promise<FileView> {
  const response = await send(api, body, headers);
  const json: unknown = await response.json();
  if (response.status !== 201) throw new Error(`HTTP ${response.status}: ${JSON.stringify(json)}`);
  return FileView.parse(json);
}

/** Uploads one file as a form. */
export function upload(api: Api, bytes: Buffer, name?: string): Promise<FileView> {
  return uploaded(api, formOf(['file', bytes, name]));
}

/** Uploads and expects a refusal. */
export async function refusedUpload(api: Api, body: UploadBody, headers: Headers = {}) {
  const response = await send(api, body, headers);
  const { detail, field } = ErrorBody.parse(await response.json());
  return { status: response.status, detail, field };
}

/** Storage keys of everything that is to be removed from the store. */
export async function removedKeys(api: Api): Promise<readonly string[]> {
  const rows = await api.database.db.selectFrom('removed_media').select('storage_key').execute();
  return rows.map((row) => row.storage_key);
}
