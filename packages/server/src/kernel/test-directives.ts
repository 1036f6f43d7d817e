import type { JsonObject } from './json.ts';

/** What a magic prompt of a test key asks for, as it is stored with the generation. */
export type TestDirectives = JsonObject;

/** Reads the `reelay:...` words of a prompt; null when it has none. */
export function readTestDirectives(_prompt: string): TestDirectives | null {
  return null;
}
