import type { Engine } from '../../src/engines/engine.ts';
import type { EngineKindDeps, EngineSettings } from '../../src/engines/engine-kind.ts';
import type { GenerationMode } from '../../src/kernel/environment.ts';
import type { Emulator, EmulatorOptions } from '../emulators/emulator.ts';

/** One engine before the emulator of its upstream, for the suite that all engines pass. */
export interface Subject {
  /** The kind, and what of it is tried: `kling (legacy)`. */
  readonly name: string;
  start(options?: EmulatorOptions): Promise<Emulator>;
  /** The engine as an operator would configure it for this emulator. */
  engine(emulator: Emulator, settings: EngineSettings, deps: EngineKindDeps): Engine;
  /** A model for each mode that it makes; a mode that is absent it must refuse with a sentence. */
  readonly models: Partial<Record<GenerationMode, string>>;
  /**
   * What keeps a start whose reply was lost from being made twice: the upstream refuses our key the second time; it can be
   * asked by our key; or nothing, and then it is never started again.
   */
  readonly dedupe: 'key' | 'lookup' | 'none';
  /** Strings of its configuration that must never be seen in a log, an error or an answer. */
  readonly secrets: readonly string[];
  /** Whether it has messages of the upstream. */
  readonly callbacks: boolean;
}
