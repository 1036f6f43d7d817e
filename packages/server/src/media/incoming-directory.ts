import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where bytes lie while they come in: files with names that nobody else will choose. */
export interface IncomingDirectory {
  /** A path at which there is nothing yet. */
  newPath(): Promise<string>;
  /** Removes what was last written before `time`: whoever asked for the path has died. */
  removeBefore(time: Date): Promise<void>;
}

export function incomingDirectory(directory: string): IncomingDirectory {
  return {
    async newPath() {
      await mkdir(directory, { recursive: true });
      return join(directory, randomBytes(12).toString('hex'));
    },
    async removeBefore(time) {
      const names = (await readdir(directory).catch(ignoreMissing)) ?? [];
      for (const name of names) {
        const path = join(directory, name);
        const found = await stat(path).catch(ignoreMissing);
        if (found && found.mtimeMs < time.getTime()) await rm(path, { force: true });
      }
    },
  };
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
