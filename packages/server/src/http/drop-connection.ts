import { ServerResponse } from 'node:http';
import type { Context } from 'hono';

/** Ends the connection of a request at once and without a word. False when there is none, as in tests without a socket. */
export function dropConnection(c: Context): boolean {
  const bindings: unknown = c.env;
  if (typeof bindings !== 'object' || bindings === null || !('outgoing' in bindings)) return false;
  if (!(bindings.outgoing instanceof ServerResponse)) return false;
  bindings.outgoing.destroy();
  return true;
}
