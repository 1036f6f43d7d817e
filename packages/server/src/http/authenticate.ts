import { createMiddleware } from 'hono/factory';
import type { FindCaller } from '../accounts/find-caller.ts';
import type { NoteKeyUse } from '../accounts/note-key-use.ts';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/**
 * Knows the caller by `Authorization: Bearer <key>`, before anything else of the request is looked at.
 * Failed tries are not counted by address: behind a proxy all callers have one, and 256 random bits cannot be guessed.
 * What a flood of wrong keys costs is one look into an index each (see `createFindCaller`).
 */
export function authenticate(findCaller: FindCaller, noteKeyUse: NoteKeyUse) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    const header = c.req.header('authorization');
    if (header === undefined || header.trim() === '')
      throw new AppError('UNAUTHENTICATED', { detail: 'Missing credentials' });
    const key = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (key === undefined)
      throw new AppError('UNAUTHENTICATED', {
        detail: 'Invalid authorization format. Use: Bearer YOUR_API_KEY',
      });
    const caller = await findCaller(key);
    if (!caller) throw new AppError('UNAUTHENTICATED', { detail: 'Invalid API key' });
    noteKeyUse(caller.keyId);
    c.set('caller', caller);
    await next();
  });
}
