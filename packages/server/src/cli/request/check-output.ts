import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';

/** Said before the work and not after it: whether a video could be written there. */
export async function checkOutput(path: string, options: { readonly mayOverwrite: boolean }): Promise<void> {
  const directory = dirname(resolve(path));
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory()) throw new UsageError(`--output: there is no directory ${directory}`);
  const isWritable = await access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) throw new UsageError(`--output: nothing may be written to ${directory}`);
  if (/[\\/]$/.test(path)) throw new UsageError(`--output: ${path} names a directory; name a file in it`);
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw new UsageError(`--output: ${path} is a directory; name a file in it`);
  if (there && !options.mayOverwrite)
    throw new UsageError(`--output: ${path} exists; say --force to replace it, or name another file`);
}
