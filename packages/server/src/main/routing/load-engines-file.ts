import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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
 * The engines and routes of the operator; null when there are none, and the studio is alone. A relative path of the file
 * begins at `directory`; those inside it begin at its own folder, or at `directory` when the text is not in a file. Throws
 * ConfigError.
 */
export async function loadEnginesFile(
  { configPath, configJson }: EnginesFilePlace,
  environment: Variables,
  directory = process.cwd(),
): Promise<EnginesFile | null> {
  if (configJson !== undefined)
    return readEnginesFile(configJson, environment, { path: 'REELAY_CONFIG_JSON', baseDirectory: directory });
  const path = configPath ?? DEFAULT_PATH;
  const file = resolve(directory, path);
  const text = await readText(file, configPath === undefined);
  return text === null ? null : readEnginesFile(text, environment, { path, baseDirectory: dirname(file) });
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
