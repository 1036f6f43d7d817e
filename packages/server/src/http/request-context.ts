import type { Caller } from '../accounts/caller.ts';
import type { Logger } from '../kernel/log.ts';

/** What every handler finds in its context. */
export interface HttpEnv {
  Variables: { requestId: string; log: Logger; caller: Caller };
}
