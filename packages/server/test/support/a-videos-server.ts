/** The videos engine before the emulator of a server, for its own tests. */
import { onTestFinished } from 'vitest';
import type { EngineRequest, Operation, Wish } from '../../src/engines/engine.ts';
import { videosEngine } from '../../src/engines/videos/engine.ts';
import { VideosOptions } from '../../src/engines/videos/options.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { startEmulator, type EmulatorScript } from '../emulators/emulator.ts';
import {
  videosEmulator,
  type VideosEmulatorOptions,
  type VideosRequest,
} from '../emulators/videos-emulator.ts';
import { operationOf } from './operation-of.ts';
import { statusAtEnd } from './status-at-end.ts';

export const API_KEY = 'videos-key-41c9d0e2';
export const signal = new AbortController().signal;
export const DIALECTS = ['sglang', 'vllm-omni', 'generic'] as const;
export const LOCAL = { kling_3: 'wan2.2', kling_o1: 'ltx-2', kling_3_motion: 'wan-animate' };
const MODELS = { sglang: LOCAL, 'vllm-omni': LOCAL, generic: { kling_3: 'openai' } };

export interface SetUp {
  readonly dialect?: VideosEmulatorOptions['dialect'];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly emulated?: Partial<VideosEmulatorOptions>;
  readonly script?: Partial<EmulatorScript>;
  readonly hasPublicUrl?: boolean;
}

export async function setUp(given: SetUp = {}) {
  const { dialect = 'sglang', options = {}, emulated = {}, script = {}, hasPublicUrl = true } = given;
  const emulator = await startEmulator(
    (world) => videosEmulator(world, { dialect, apiKey: API_KEY, ...emulated }),
    { script },
  );
  const log: string[] = [];
  const write = (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`);
  const engine = videosEngine(
    { id: 'gpu', concurrency: 1, pollMilliseconds: 1_000 },
    VideosOptions.parse({
      baseUrl: emulator.url,
      apiKey: API_KEY,
      dialect,
      models: MODELS[dialect],
      ...options,
    }),
    {
      log: { debug: write, info: write, warn: write, error: write },
      clock: systemClock,
      newId,
      hasPublicUrl,
    },
    { headersMilliseconds: 200, idleMilliseconds: 200 },
  );
  onTestFinished(async () => {
    await engine.close?.();
    await emulator.close();
  });
  return { emulator, engine, log };
}

export type Server = Awaited<ReturnType<typeof setUp>>;

export async function started({ engine }: Server, request: EngineRequest): Promise<Operation> {
  return operationOf(await engine.start(request, newId(), signal));
}

export function finished({ engine }: Server, operation: Operation) {
  return statusAtEnd(engine, operation);
}

export const sent = ({ emulator }: Server) => emulator.works.at(-1)?.request as VideosRequest;

export function whyNot({ engine }: Server, wish: Wish): string {
  const support = engine.supports(wish);
  if (support.supported) throw new Error('supported');
  return support.why;
}
