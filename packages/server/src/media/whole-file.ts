import { open, rename, rm } from 'node:fs/promises';

export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/**
 * Lets `fill` write a file that appears at `toPath` only when it is whole: when `fill` ends in `done`. On any other
 * result, and when something throws, nothing is left behind.
 */
export async function writeWholeFile<Result extends { readonly kind: string }>(
  toPath: string,
  fill: (write: WriteBytes) => Promise<Result>,
): Promise<Result> {
  const partial = `${toPath}.partial`;
  try {
    const result = await fillFile(partial, fill);
    if (result.kind === 'done') await rename(partial, toPath);
    return result;
  } finally {
    // After a rename there is nothing of that name, and nothing to do.
    await rm(partial, { force: true });
  }
}

async function fillFile<Result>(path: string, fill: (write: WriteBytes) => Promise<Result>): Promise<Result> {
  const file = await open(path, 'w', 0o600);
  try {
    // `writeFile` on a handle goes on from where the last one ended, and writes all of it.
    return await fill((bytes) => file.writeFile(bytes));
  } finally {
    await file.close();
  }
}
