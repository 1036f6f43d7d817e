import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL('../../../client', import.meta.url));

export interface PackedClient {
  /** A project that has `@reelay/client` installed from its tarball, and nothing else. */
  readonly directory: string;
  /** The installed package. */
  readonly installed: string;
  remove(): Promise<void>;
}

/** Builds, packs and installs the client as its users get it, without a network. */
export async function packClient(): Promise<PackedClient> {
  const home = await mkdtemp(join(tmpdir(), 'reelay-packed-'));
  const [built, directory] = [join(home, 'built'), join(home, 'project')];
  const npm = (args: readonly string[]) =>
    run('npm', [...args, '--offline', '--no-audit', '--no-fund', '--cache', join(home, 'cache')], {
      cwd: directory,
    });
  await mkdir(directory);
  await run(process.execPath, [join(CLIENT, 'tools', 'build-package.ts'), '--out', built]);
  await writeFile(join(directory, 'package.json'), '{"name":"project","private":true,"type":"module"}');
  const { stdout } = await npm(['pack', built, '--json']);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  await npm(['install', `./${packed?.filename}`]);
  return {
    directory,
    installed: join(directory, 'node_modules', '@reelay', 'client'),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
