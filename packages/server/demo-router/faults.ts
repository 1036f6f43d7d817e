import { randomOf } from '../chaos/random.ts';
import type { CallbackFault, EmulatedFault, EmulatedOperation } from '../test/emulators/emulated-upstream.ts';
import type { EmulatorScript } from '../test/emulators/emulator.ts';

/** Relative. `account` is seldom: no upstream takes an account's key away every minute. */
const CREATE_FAULTS = {
  accept_then_lose: 2,
  accept_then_half: 1,
  accept_then_hang: 1,
  accept_then_500: 1,
  accept_then_502: 1,
  accept_then_504: 1,
  lose: 1,
  hang: 0.5,
  error_500: 1,
  error_503: 2,
  garbage: 1,
  full: 4,
  account: 1,
} as const;

const QUESTION_FAULTS = {
  lose: 2,
  hang: 0.2,
  error_500: 1,
  error_503: 2,
  garbage: 1,
  accept_then_half: 1,
  accept_then_lose: 1,
} as const;

const STATUS_FAULTS = { ...QUESTION_FAULTS, wrong_word: 2 } as const;

const FILE_FAULTS = { gone: 2, expired: 2, truncated: 2, lose: 1, error_503: 1, garbage: 1 } as const;

type Weights = Readonly<Partial<Record<EmulatedFault, number>>>;

/** By operation; what is not here meets none. */
const FAULTS: Partial<Record<EmulatedOperation, Weights>> = {
  create: CREATE_FAULTS,
  status: STATUS_FAULTS,
  find: QUESTION_FAULTS,
  file: FILE_FAULTS,
};

/** Of the share of faults, how much of it the works themselves are. */
const FAILED_WORKS = 0.7;
const REFUSED_WORKS = 0.05;

export interface PlayedFaults {
  /** By operation; every request that could have met one. */
  readonly asked: Map<EmulatedOperation, number>;
  readonly played: Map<EmulatedOperation, Map<EmulatedFault, number>>;
}

export interface FaultPlan {
  readonly counts: PlayedFaults;
  readonly script: Pick<EmulatorScript, 'randomFault' | 'endOf' | 'priceOf'>;
  /** For a message about a work; null to send it as it should be. */
  callbackFault(): CallbackFault | null;
}

/** What goes wrong at one upstream, drawn from the seed. */
export function planFaults(seed: number, upstream: string, share: number): FaultPlan {
  const random = randomOf(seed, 'faults', upstream);
  const messages = randomOf(seed, 'messages', upstream);
  const counts: PlayedFaults = { asked: new Map(), played: new Map() };
  return {
    counts,
    script: {
      randomFault(operation) {
        const weights = FAULTS[operation];
        if (!weights) return null;
        count(counts.asked, operation);
        if (!random.chance(share)) return null;
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- none of the weights that are there is undefined
        const fault = random.weighted(weights as Readonly<Record<EmulatedFault, number>>);
        const ofOperation = counts.played.get(operation) ?? new Map<EmulatedFault, number>();
        counts.played.set(operation, ofOperation);
        count(ofOperation, fault);
        return fault;
      },
      endOf({ id }) {
        const drawn = randomOf(seed, 'end', id).float();
        if (drawn < share * REFUSED_WORKS) return 'refused_content';
        return drawn < share * FAILED_WORKS ? 'failed' : 'succeeded';
      },
      // Odd amounts, so that a sum that is right by chance is unlikely; four decimals are what the native API shows.
      priceOf: ({ id }) => BigInt(randomOf(seed, 'price', id).whole(1_000, 6_000)) * 100n,
    },
    callbackFault: () =>
      messages.chance(share) ? messages.pick(['lost', 'duplicated', 'reordered', 'forged'] as const) : null,
  };
}

export function count<Name>(counts: Map<Name, number>, name: Name): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function sumOf(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}
