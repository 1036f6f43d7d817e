import { Hono } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { readBody } from './read-body.ts';
import type { HttpDeps } from './http-deps.ts';
import type { HttpEnv } from './request-context.ts';

const MOST_CALLBACK_BYTES = 1_000_000;

/**
 * Where upstreams tell that something happened. The address is of one attempt and cannot be guessed; whether the message is
 * genuine, the engine says besides. Either way it only makes the worker ask: what is told here is never believed.
 */
export function callbackRoutes(deps: HttpDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.post('/callbacks/:engine/:key/:token', async (c) => {
    const { engine, key, token } = c.req.param();
    const body = Buffer.concat(await Array.fromAsync(readBody(c, { mostBytes: MOST_CALLBACK_BYTES })));
    const accepted = await deps.acceptCallback?.({
      engine,
      idempotencyKey: key,
      token,
      headers: Object.fromEntries(c.req.raw.headers),
      query: new URL(c.req.url).searchParams,
      body,
    });
    if (accepted === 'accepted') return c.json({ received: true });
    if (accepted === 'forged')
      throw new AppError('UNAUTHENTICATED', { detail: 'The signature does not fit the message.' });
    throw new AppError('NOT_FOUND', { detail: 'Nobody waits for a message here.' });
  });
  return app;
}
