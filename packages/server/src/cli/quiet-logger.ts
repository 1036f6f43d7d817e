import type { Logger } from '../kernel/log.ts';
import type { Config } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';

/** For commands that print what they do: what a server would log at every start is not worth a line there. */
export function quietLogger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return createLogger(logLevel === 'info' ? 'warn' : logLevel);
}
