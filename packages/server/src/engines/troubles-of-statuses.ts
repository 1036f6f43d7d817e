import type { EngineTrouble } from '../kernel/engine-troubles.ts';

/**
 * What is wrong with a start when its HTTP status says it all. In none of these was anything begun; every other status leaves
 * doubt. Whether whoever answered is the upstream itself, and not a proxy, is the engine's to know.
 */
export const TROUBLES_OF_STATUSES: Readonly<Record<number, EngineTrouble>> = {
  400: 'rejected',
  401: 'account',
  402: 'account',
  403: 'account',
  404: 'unserved',
  405: 'unserved',
  413: 'rejected',
  415: 'rejected',
  422: 'rejected',
};
