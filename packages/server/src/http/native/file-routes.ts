import { rm } from 'node:fs/promises';
import { Hono, type Context } from 'hono';
import { deleteFile } from '../../commands/delete-file.ts';
import { storeFile } from '../../commands/store-file.ts';
import { fileIdOnTheWire, fileUrl, readFileId, type FileView } from '../../contract/file-view.ts';
import { findFile, listFiles, type StoredFile } from '../../generations/files.ts';
import { isoSeconds } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageBody, readPage } from '../page.ts';
import type { HttpEnv } from '../request-context.ts';
import { sendStored } from '../send-stored.ts';
import { readUpload } from './read-upload.ts';

const NOT_FOUND = { detail: 'File not found' };

/** Files that are uploaded once and used by later requests. They belong to an account, not to one of its environments. */
export function fileRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });

  app.post('/v1/files', doors.change, async (c) => c.json(presentFile(await receiveFile(deps, c)), 201));

  app.get('/v1/files', doors.read, async (c) => {
    const { limit, after } = readPage(c);
    const beforeId = after?.id ?? null;
    const rows = await listFiles(deps.db, c.get('caller').accountId, { most: limit + 1, beforeId });
    return c.json(pageBody(rows, limit, (file) => file, presentFile));
  });

  app.get('/v1/files/:file_id', doors.read, async (c) =>
    c.json(presentFile(await findOwn(deps, c, c.req.param('file_id')))),
  );

  app.get('/v1/files/:file_id/content', doors.read, async (c) => {
    const file = await findOwn(deps, c, c.req.param('file_id'));
    return sendStored(c, deps.store, file);
  });

  app.delete('/v1/files/:file_id', doors.change, async (c) => {
    const id = readFileId(c.req.param('file_id'));
    if (id === null || (await deleteFile(deps, c.get('caller'), id)) === 'absent')
      throw new AppError('NOT_FOUND', NOT_FOUND);
    return c.body(null, 204);
  });

  return app;
}

async function receiveFile(deps: HttpDeps, c: Context<HttpEnv>): Promise<StoredFile> {
  const path = await deps.store.incomingPath();
  try {
    const { kind, name } = await readUpload(c, path);
    const found = await deps.inspectMedia(kind, path);
    if (!found.usable)
      throw new AppError('INVALID_REQUEST', { field: 'file', detail: `file: ${found.sentence}` });
    const stored = await deps.store.putFile(path, found.facts.mediaType);
    return await storeFile(deps, c.get('caller'), { ...stored, ...found.facts, name });
  } finally {
    await rm(path, { force: true });
  }
}

async function findOwn(deps: HttpDeps, c: Context<HttpEnv>, fileId: string): Promise<StoredFile> {
  const id = readFileId(fileId);
  const file = id === null ? null : await findFile(deps.db, c.get('caller').accountId, id);
  if (!file) throw new AppError('NOT_FOUND', NOT_FOUND);
  return file;
}

function presentFile(file: StoredFile): FileView {
  return {
    id: fileIdOnTheWire(file.id),
    url: fileUrl(file.id),
    kind: file.durationSeconds === null ? 'image' : 'video',
    media_type: file.mediaType,
    bytes: file.byteCount,
    width: file.width,
    height: file.height,
    duration: file.durationSeconds,
    name: file.name,
    created_at: isoSeconds(file.createdAt),
  };
}
