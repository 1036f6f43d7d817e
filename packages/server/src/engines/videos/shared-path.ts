import { posix } from 'node:path';
import type { VideosOptions } from './options.ts';

/** Where the server finds a file of ours, or null when it does not see it. */
export function sharedPath(path: string, shared: VideosOptions['sharedDirectory']): string | null {
  if (shared === undefined) return null;
  const below = posix.relative(shared.here, path);
  const isInside = below !== '' && below !== '..' && !below.startsWith('../');
  return isInside ? posix.join(shared.there, below) : null;
}
