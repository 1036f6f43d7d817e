import type { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import type { NewId } from '../kernel/ids.ts';
import type { Engine } from './engine.ts';

/** What every engine of the configuration file has, whatever its kind. */
export interface EngineSettings {
  readonly id: string;
  /** Works at once of all our processes; null for as many as come. */
  readonly concurrency: number | null;
  readonly pollMilliseconds: number;
}

export interface EngineKindDeps {
  readonly log: Logger;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Whether inputs have a `publicUrl`: where it is needed, `supports` says no without it and names REELAY_PUBLIC_URL. */
  readonly hasPublicUrl: boolean;
}

/** One kind of upstream: what an operator writes down for it, and how an engine is made of that. */
export interface EngineKind<Options> {
  /** One sentence for the operator. */
  readonly summary: string;
  /** Its own fields in the configuration file; strict, each with a description. Secrets are plain strings here. */
  readonly options: z.ZodType<Options>;
  /** Its seconds between two questions unless the operator says another number. */
  readonly pollSeconds: number;
  /**
   * The same options with `pathOf` of every path among them: the operator's paths begin at the folder of the configuration
   * file. Only for kinds that have such options.
   */
  resolvePaths?(options: Options, pathOf: (path: string) => string): Options;
  create(settings: EngineSettings, options: Options, deps: EngineKindDeps): Engine;
}
