/** The three upstreams of the demonstration. None of them is asked for anything but by HTTP. */
import type { JsonObject } from '../src/kernel/json.ts';
import type { EmulatedWork } from '../test/emulators/emulated-upstream.ts';
import { startEmulator, type Emulator } from '../test/emulators/emulator.ts';
import { klingEmulator } from '../test/emulators/kling-emulator.ts';
import { reelayEmulator } from '../test/emulators/reelay-emulator.ts';
import { planFaults, type FaultPlan } from './faults.ts';
import type { DemoOptions } from './options.ts';
import { sendMessages, type Messages } from './send-messages.ts';

export interface Upstream {
  readonly id: string;
  /** What it is, for the reader of the report. */
  readonly about: string;
  /** A start whose reply was lost can be looked up by our key, or made again with it. */
  readonly isAskable: boolean;
  /** Works at once of the account there. */
  readonly places: number;
  readonly emulator: Emulator;
  readonly plan: FaultPlan;
  readonly messages: Messages;
  /** Its entry in the configuration file. */
  readonly config: JsonObject;
}

const PLACES = 30;
/**
 * A start that nobody can tell of keeps its place until it is refunded, an hour after its time was up. Where that happens, places
 * enough that the others go on meanwhile: about one generation in twenty is lost so.
 */
const PLACES_PER_GENERATION = 0.2;
const KEY = 'demo-key-of-an-upstream';
/** The native API says 7 s; a demonstration has less time. */
const FULL_RETRY = { 'retry-after': '1' };

const DEFINITIONS = {
  kling: {
    about: 'Kling’s API: can be asked by our key',
    isAskable: true,
    define: (world) => klingEmulator(world, { apiKey: KEY }),
    options: { kind: 'kling', standard: 'current' },
  },
  reelay: {
    about: 'another Reelay: takes a key once',
    isAskable: true,
    define: (world) => withShortRetry(reelayEmulator(world, { apiKey: KEY, isReelay: true })),
    options: { kind: 'reelay', dedupes: true },
  },
  vendor: {
    about: 'native API of a vendor: no look-up, messages only',
    isAskable: false,
    define: (world) => withShortRetry(reelayEmulator(world, { apiKey: KEY, isReelay: false })),
    options: { kind: 'reelay', dedupes: false },
  },
} as const satisfies Record<
  string,
  {
    readonly about: string;
    readonly isAskable: boolean;
    readonly define: Parameters<typeof startEmulator>[0];
    readonly options: JsonObject;
  }
>;

type Definition = (typeof DEFINITIONS)[keyof typeof DEFINITIONS];

export async function startUpstreams({
  seed,
  faults,
  generations,
}: DemoOptions): Promise<readonly Upstream[]> {
  const started = Object.entries(DEFINITIONS).map(([id, definition]) =>
    startUpstream(id, definition, {
      plan: planFaults(seed, id, faults),
      places: definition.isAskable ? PLACES : PLACES + Math.ceil(generations * PLACES_PER_GENERATION),
    }),
  );
  return Promise.all(started);
}

async function startUpstream(
  id: string,
  definition: Definition,
  { plan, places }: Pick<Upstream, 'plan' | 'places'>,
): Promise<Upstream> {
  const { about, isAskable, define, options } = definition;
  const emulator = await startEmulator(define, { script: { ...plan.script, pollsUntilEnd: 2 } });
  return {
    id,
    about,
    isAskable,
    places,
    emulator,
    plan,
    messages: sendMessages(emulator, isAskable ? () => plan.callbackFault() : () => null),
    config: {
      id,
      base_url: emulator.url,
      api_key: KEY,
      concurrency: places,
      poll_seconds: 0.1,
      breaker: { consecutive_faults: 4, rest_seconds: 1 },
      ...options,
    },
  };
}

function withShortRetry(upstream: ReturnType<typeof reelayEmulator>): ReturnType<typeof reelayEmulator> {
  return { ...upstream, full: { ...upstream.full, headers: FULL_RETRY } };
}

/** What it takes for all its works, in micro-dollars. */
export function chargedOf(works: readonly EmulatedWork[]): bigint {
  return works.reduce((sum, { chargedMicros }) => sum + chargedMicros, 0n);
}
