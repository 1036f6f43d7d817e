import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes this process's own directory for unfinished renders, and removes those of processes that are gone. */
export async function openScratch(parent: string, instanceId: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent))
    if (isLeftover(name)) await rm(join(parent, name), { recursive: true, force: true });
  const directory = join(parent, instanceId);
  await mkdir(directory, { recursive: true });
  return directory;
}

/** Directories are named by the process that owns them and a random part: `1234-0190...`. */
function isLeftover(name: string): boolean {
  const pid = Number(/^(\d+)-/.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
