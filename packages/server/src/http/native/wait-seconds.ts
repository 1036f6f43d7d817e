import type { Context } from 'hono';
import { AppError } from '../../kernel/errors.ts';
import type { HttpEnv } from '../request-context.ts';

/** Proxies cut what is silent for longer. */
const MOST_SECONDS = 60;

/** How long a read may wait for the end: `?wait=60`, or `Prefer: wait=60`; 0 when neither is there. */
export function readWaitSeconds(c: Context<HttpEnv>): number {
  const query = c.req.query('wait');
  if (query !== undefined) return read('wait', query);
  const preferred = /(?:^|[,;\s])wait\s*=\s*"?([^",;\s]*)/i.exec(c.req.header('prefer') ?? '')?.[1];
  if (preferred === undefined) return 0;
  const seconds = read('Prefer', preferred);
  c.header('Preference-Applied', `wait=${seconds}`);
  return seconds;
}

function read(field: string, text: string): number {
  const seconds = /^\d{1,2}$/.test(text) ? Number(text) : MOST_SECONDS + 1;
  if (seconds <= MOST_SECONDS) return seconds;
  throw new AppError('INVALID_REQUEST', {
    field,
    detail: `${field}: ${JSON.stringify(text.slice(0, 40))} is not allowed; wait takes 0 to ${MOST_SECONDS} whole seconds.`,
  });
}
