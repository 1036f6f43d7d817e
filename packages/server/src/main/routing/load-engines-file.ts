import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigError } from '../config.ts';
import type { Variables } from './environment-values.ts';
import { type EnginesFile, readEnginesFile } from './read-engines-file.ts';

const DEFAULT_PATH = './reelay.config.json';

/** Where the configuration file is; both come from the settings. */
export interface EnginesFilePlace {
  readonly configPath?: string | undefined;
  readonly configJson?: string | undefined;
}

/**
 * The engines and routes of the operator; null when there are none, and the studio is alone. Paths are from `directory` on.
 * Throws ConfigError.
 */
export async function loadEnginesFile(
  { configPath, configJson }: EnginesFilePlace,
  environment: Variables,
  directory = process.cwd(),
): Promise<EnginesFile | null> {
  if (configJson !== undefined)
    return readEnginesFile(configJson, environment, { path: 'REELAY_CONFIG_JSON' });
  const path = configPath ?? DEFAULT_PATH;
  const text = await readText(resolve(directory, path), configPath === undefined);
  return text === null ? null : readEnginesFile(text, environment, { path });
}

async function readText(path: string, mayBeAbsent: boolean): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (mayBeAbsent && isAbsent(error)) return null;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      `REELAY_CONFIG: ${path} cannot be read: ${why}; give a file that this user may read.`,
    ]);
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
