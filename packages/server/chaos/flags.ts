/** Switches that every process of a run sees, also one that is just being restarted: files in a directory. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `calm`: upstream and receiver behave from now on. `disk-full`: no media can be stored. */
export type FlagName = 'calm' | 'disk-full';

export interface Flags {
  isSet(name: FlagName): boolean;
  set(name: FlagName): void;
  clear(name: FlagName): void;
}

export function openFlags(directory: string): Flags {
  mkdirSync(directory, { recursive: true });
  return {
    isSet: (name) => existsSync(join(directory, name)),
    set: (name) => writeFileSync(join(directory, name), ''),
    clear: (name) => rmSync(join(directory, name), { force: true }),
  };
}
