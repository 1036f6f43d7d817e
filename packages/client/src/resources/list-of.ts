import type { CallOptions, Query } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import { Pages } from './pages.ts';

/** The list that `path` answers page by page. */
export function listOf<Item>(
  transport: Transport,
  path: string,
  query: Query,
  options: CallOptions | undefined,
): Pages<Item> {
  return new Pages((cursor) =>
    transport.json({ method: 'GET', path, query: { ...query, cursor }, isRepeatable: true, options }),
  );
}
