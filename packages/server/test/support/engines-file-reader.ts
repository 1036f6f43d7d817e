/** Reads configuration files whose engines are all of one kind that needs no upstream. */
import { z } from 'zod';
import type { Engine } from '../../src/engines/engine.ts';
import type { EngineKind } from '../../src/engines/engine-kind.ts';
import { ConfigError } from '../../src/main/config.ts';
import { type EnginesFile, readEnginesFile } from '../../src/main/routing/read-engines-file.ts';

const HostOptions = z.strictObject({
  apiKey: z.string().min(1).describe('The key.'),
  baseUrl: z.url().default('https://upstream.example').describe('Where it is.'),
  models: z.record(z.string(), z.string()).optional().describe('Its names for our models.'),
  retry: z
    .strictObject({ firstWait: z.number().describe('In seconds.') })
    .optional()
    .describe('How.'),
  sizes: z
    .array(z.union([z.enum(['small', 'large']), z.strictObject({ sideLength: z.int() })]))
    .optional()
    .describe('Its sizes.'),
});
type HostOptions = z.infer<typeof HostOptions>;

/** Where the key of a host is. */
export const HOST_KEY = 'sk-A-Real-Key-Of-Somebody';
const environment = { HOST_KEY, EMPTY: '' };

export interface EnginesFileReader {
  /** What engines were made of, in order. */
  readonly made: readonly { readonly id: string; readonly options: HostOptions }[];
  readonly read: (file: unknown) => EnginesFile;
  readonly problemsOf: (file: unknown) => readonly string[];
}

/** An engine whose kling_3 is `broken` cannot be made. */
export function enginesFileReader(): EnginesFileReader {
  const made: { id: string; options: HostOptions }[] = [];
  const host: EngineKind<HostOptions> = {
    summary: 'A host.',
    options: HostOptions,
    pollSeconds: 2.5,
    create(settings, options): Engine {
      if (options.models?.['kling_3'] === 'broken') throw new Error(`no file, with ${options.apiKey}`);
      made.push({ id: settings.id, options });
      return {
        ...settings,
        supports: () => ({ supported: true }),
        start: () => Promise.reject(new Error('not here')),
        status: () => Promise.reject(new Error('not here')),
      };
    },
  };
  const read = (file: unknown): EnginesFile => {
    const text = typeof file === 'string' ? file : JSON.stringify(file);
    return readEnginesFile(text, environment, {
      path: 'test.json',
      baseDirectory: '/nowhere',
      kinds: { host },
    });
  };
  return {
    made,
    read,
    problemsOf(file) {
      try {
        read(file);
      } catch (error) {
        if (error instanceof ConfigError) return error.problems;
        throw error;
      }
      return [];
    },
  };
}
