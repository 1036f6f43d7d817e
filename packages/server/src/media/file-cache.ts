import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';

/** An engine may be reading what was asked for; a generation lasts at most 15 minutes. */
const IN_USE_MILLISECONDS = 20 * 60_000;

export interface FileCacheOptions {
  readonly directory: string;
  /** What was not used longest goes when there is more, unless it may be in use. */
  readonly mostBytes: number;
  readonly clock: Clock;
  /** A path at which bytes may be written, on the same disk as `directory`. */
  readonly newPath: () => Promise<string>;
}

/** Files of this machine that can be had again from elsewhere, so that any of them may go at any time. */
export interface FileCache {
  /** The file of that name, which `fill` writes when it is not here. Many may ask at once; one fills. */
  file(name: string, fill: (path: string) => Promise<void>): Promise<string>;
  forget(name: string): Promise<void>;
  /** Removes what nobody has asked for since `time`. */
  removeBefore(time: Date): Promise<void>;
}

export function createFileCache(options: FileCacheOptions): FileCache {
  const { directory, clock } = options;
  const underWay = new Map<string, Promise<string>>();
  const fetchFile = async (name: string, fill: (path: string) => Promise<void>): Promise<string> => {
    const path = join(directory, name);
    if (await markUsed(path, clock.now())) return path;
    const unfinished = await options.newPath();
    try {
      await fill(unfinished);
      await mkdir(directory, { recursive: true });
      await utimes(unfinished, clock.now(), clock.now());
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await makeRoom(options);
    return path;
  };
  return {
    file(name, fill) {
      const known = underWay.get(name);
      if (known) return known;
      const fetched = fetchFile(name, fill).finally(() => underWay.delete(name));
      underWay.set(name, fetched);
      return fetched;
    },
    forget: (name) => rm(join(directory, name), { force: true }),
    async removeBefore(time) {
      for (const file of await findFiles(directory))
        if (file.usedAt < time) await rm(file.path, { force: true });
    },
  };
}

/** The time of change says when a file was last asked for. False when there is none. */
async function markUsed(path: string, now: Date): Promise<boolean> {
  return utimes(path, now, now).then(
    () => true,
    (error: unknown) => ignoreMissing(error) ?? false,
  );
}

async function makeRoom({ directory, mostBytes, clock }: FileCacheOptions): Promise<void> {
  const files = await findFiles(directory);
  const mayBeInUse = new Date(clock.now().getTime() - IN_USE_MILLISECONDS);
  let byteCount = files.reduce((sum, file) => sum + file.byteCount, 0);
  for (const file of files.toSorted((a, b) => a.usedAt.getTime() - b.usedAt.getTime())) {
    if (byteCount <= mostBytes || file.usedAt >= mayBeInUse) return;
    await rm(file.path, { force: true });
    byteCount -= file.byteCount;
  }
}

interface CachedFile {
  readonly path: string;
  readonly byteCount: number;
  readonly usedAt: Date;
}

async function findFiles(directory: string): Promise<readonly CachedFile[]> {
  const names = (await readdir(directory).catch(ignoreMissing)) ?? [];
  const files: CachedFile[] = [];
  for (const name of names) {
    const path = join(directory, name);
    const found = await stat(path).catch(ignoreMissing);
    if (found?.isFile()) files.push({ path, byteCount: found.size, usedAt: found.mtime });
  }
  return files;
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
