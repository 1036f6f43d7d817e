import type * as fsModule from 'node:fs';
import type * as pathModule from 'node:path';

/**
 * The file system, where there is one. Asked for through the process and not imported: so a bundler for browsers finds no
 * `node:` module, and loading this library needs none.
 */
export interface FileSystem {
  /** Throws ENOENT or ENOTDIR when nothing can be written to `path`. */
  expectDirectoryOf(path: string): Promise<void>;
  /** Writes all or nothing, and resolves with the number of bytes. */
  write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** A file whose bytes are read when they are sent. */
  open(path: string): Promise<{ readonly blob: Blob; readonly name: string }>;
}

/** Throws a TypeError where there is none. */
export function fileSystem(): FileSystem {
  const getModule = globalThis.process?.getBuiltinModule?.bind(globalThis.process);
  const fs = getModule?.('node:fs');
  const paths = getModule?.('node:path');
  if (fs === undefined || paths === undefined)
    throw new TypeError(
      'There is no file system here (Node needs 20.16 or newer). Use job.video() and Blobs instead of paths.',
    );
  return createFileSystem(fs, paths);
}

type Fs = typeof fsModule;
type Paths = typeof pathModule;

function createFileSystem(fs: Fs, paths: Paths): FileSystem {
  const { promises } = fs;
  return {
    async expectDirectoryOf(path) {
      const directory = paths.dirname(paths.resolve(path));
      // With the separator a file is refused as well.
      await promises.access(`${directory}${paths.sep}`, fs.constants.W_OK);
    },
    async write(path, chunks) {
      const unfinished = `${path}.${crypto.randomUUID()}.part`;
      try {
        const byteCount = await writeAll(promises, unfinished, chunks);
        await promises.rename(unfinished, path);
        return byteCount;
      } catch (error) {
        await promises.rm(unfinished, { force: true });
        throw error;
      }
    },
    async open(path) {
      // openAsBlob would say neither that there is no such file, nor that it is a directory.
      const found = await promises.stat(path);
      if (!found.isFile()) throw new TypeError(`${path} is not a file.`);
      return { blob: await fs.openAsBlob(path), name: paths.basename(path) };
    },
  };
}

async function writeAll(
  promises: Fs['promises'],
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await promises.open(path, 'wx');
  let byteCount = 0;
  try {
    for await (const bytes of chunks) {
      // One write may take only a part of what it is given.
      await file.writeFile(bytes);
      byteCount += bytes.byteLength;
    }
  } finally {
    await file.close();
  }
  return byteCount;
}
