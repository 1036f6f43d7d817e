import { createMiddleware } from 'hono/factory';
import type { FindCaller } from '../accounts/find-caller.ts';
import { AppError } from '../kernel/errors.ts';
import type { HttpEnv } from './request-context.ts';

/** Knows the caller by `Authorization: Bearer <key>`, before anything else of the request is looked at. */
export function authenticate(findCaller: FindCaller) {
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
    c.set('caller', caller);
    await next();
  });
}
