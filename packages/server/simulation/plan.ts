/**
 * Everything that a seed decides before its world begins. Each world has weather of its own: in one workers die all the time
 * and the network is good, in the next nobody dies and every answer is late. Together they reach more than an average would.
 */
import { randomOf, type Random } from '../chaos/random.ts';
import { routedOf, type RoutedTemper, type RoutePlan } from './routing-plan.ts';

/** Chances, 0..1, of what can go wrong at every step of a process. */
export interface Weather {
  /** That its process dies: before the step, or after it and before anybody knows. */
  readonly crash: number;
  /** That its process is stopped for a while, often longer than its jobs stay its own. */
  readonly freeze: number;
  /** That the database or the queue answers with an error, having done it or not. */
  readonly databaseFault: number;
  /** That a transaction is rolled back at its commit, to be tried again. */
  readonly conflict: number;
  /** That it takes seconds. */
  readonly slow: number;
  /** That a process begins with a wrong clock, and that its clock is set while it is frozen. */
  readonly skew: number;
  /** That the disk of the store is full. */
  readonly fullDisk: number;
}

/** `fail`: whoever makes it would refuse it. `break`: another vendor could make it. */
export type WorkEnd = 'succeed' | 'fail' | 'forgotten' | 'never' | 'break';

/** How the upstream treats what it is asked. */
export interface EngineTemper {
  readonly id: string;
  readonly concurrency: number | null;
  readonly pollMilliseconds: number;
  readonly canFind: boolean;
  readonly canCancel: boolean;
  /** Chance that it says of a start that it has no place for it, and that it cannot be reached: nothing is made then. */
  readonly full: number;
  readonly unreachable: number;
  /** Whether it says when it will have a place. */
  readonly tellsRetryAfter: boolean;
  /** Chance that it refuses a start for another reason. */
  readonly refuses: number;
  /** Chance that a start is not taken and fails, and that it is taken and its reply is lost. */
  readonly refuseStart: number;
  readonly loseReply: number;
  /** Chance that a question has no answer. */
  readonly noAnswer: number;
  /** Chance that it cannot tell for a while whether it has taken a start. */
  readonly hidden: number;
  /** And for how long at most. */
  readonly hiddenSeconds: number;
  readonly ends: Readonly<Record<WorkEnd, number>>;
  /** Whether it says what it takes for a work. */
  readonly bills: boolean;
  /** Null where there is no route. */
  readonly routed: RoutedTemper | null;
}

/** What its caller does with one request. */
export interface RequestPlan {
  readonly number: number;
  readonly atMilliseconds: number;
  readonly kind: 'text' | 'picture' | 'driver';
  readonly hasKey: boolean;
  /** Further submits with the same key at about the same time. */
  readonly copies: number;
  readonly priceDollars: number;
  readonly receiver: ReceiverTemper | null;
  /** Milliseconds after it was accepted; null for never. */
  readonly cancelAfter: number | null;
  readonly deletes: boolean;
  readonly retries: boolean;
  /** Asks for its webhook once more. */
  readonly replays: boolean;
}

export interface ReceiverTemper {
  /** So many tries fail first. */
  readonly failures: number;
  /** Answers, and the answer is lost. */
  readonly lostReplies: number;
  readonly isGone: boolean;
  /** It is one with others of this kind. */
  readonly isShared: boolean;
}

export interface Plan {
  readonly seed: number;
  readonly weather: Weather;
  /** One, or those of the route in its order. */
  readonly engines: readonly [EngineTemper, ...EngineTemper[]];
  /** Null where there is one engine and nothing to choose. */
  readonly route: RoutePlan | null;
  /** When the world begins. */
  readonly beginsAt: number;
  readonly workers: number;
  readonly apis: number;
  /** From then on nothing goes wrong any more. */
  readonly calmAtMilliseconds: number;
  readonly timeLimitSeconds: number;
  readonly balanceDollars: number;
  readonly accountConcurrency: number | null;
  readonly keyConcurrency: number | null;
  /** Ends what no engine can tell of, now and then and when all is calm. */
  readonly operatorResolves: boolean;
  readonly requests: readonly RequestPlan[];
}

/** Of the worlds that keep no books of days. */
const WORLD_START = Date.UTC(2030, 0, 1);

export function planOf(seed: number): Plan {
  const random = randomOf(seed, 'plan');
  const count = random.weighted({ 1: 3, 2: 4, 3: 2, 4: 1 });
  const timeLimitSeconds = random.weighted({ 20: 1, 45: 3, 100: 2 });
  const weather = weatherOf(random);
  const temper = temperOf(random, seed);
  return {
    seed,
    weather,
    engines: [temper],
    route: null,
    beginsAt: WORLD_START,
    workers: random.whole(1, 3),
    apis: random.whole(1, 2),
    calmAtMilliseconds: random.chance(0.15) ? random.between(70_000, 110_000) : random.between(8_000, 35_000),
    timeLimitSeconds: Number(timeLimitSeconds),
    balanceDollars: random.chance(0.15) ? 2 : 1_000,
    accountConcurrency: random.chance(0.3) ? random.whole(1, 2) : null,
    keyConcurrency: random.chance(0.15) ? 1 : null,
    operatorResolves: random.chance(0.5),
    requests: Array.from({ length: Number(count) }, (_, index) => requestOf(random, index + 1)),
    ...routedOf(seed, weather, temper),
  };
}

function weatherOf(random: Random): Weather {
  const oneOf = (...levels: readonly [number, ...number[]]): number => random.pick(levels);
  return {
    crash: oneOf(0, 0.005, 0.02, 0.05),
    freeze: oneOf(0, 0, 0.01, 0.03),
    databaseFault: oneOf(0, 0.005, 0.03),
    conflict: oneOf(0, 0, 0.1),
    slow: oneOf(0, 0.01, 0.05),
    skew: oneOf(0, 0, 0.5),
    fullDisk: oneOf(0, 0, 0.3),
  };
}

function temperOf(random: Random, seed: number): EngineTemper {
  const oneOf = (...levels: readonly [number, ...number[]]): number => random.pick(levels);
  return {
    id: 'sim',
    concurrency: random.chance(0.5) ? random.whole(1, 2) : null,
    pollMilliseconds: random.whole(1_000, 4_000),
    canFind: random.chance(0.75),
    canCancel: random.chance(0.8),
    ...turnsAwayOf(randomOf(seed, 'turns away')),
    tellsRetryAfter: true,
    refuses: 0,
    refuseStart: oneOf(0, 0.1, 0.3),
    loseReply: oneOf(0, 0.1, 0.4),
    noAnswer: oneOf(0, 0.05, 0.3),
    hidden: oneOf(0, 0.3),
    hiddenSeconds: 20,
    ends: {
      succeed: 10,
      fail: oneOf(0, 1, 3),
      forgotten: oneOf(0, 1, 5),
      never: oneOf(0, 0, 2),
      break: 0,
    },
    bills: false,
    routed: null,
  };
}

/** In most worlds never: what is turned away cannot be started twice, and that is what most of them are for. */
function turnsAwayOf(random: Random): Pick<EngineTemper, 'full' | 'unreachable'> {
  const full = random.pick([0, 0, 0, 0.4]);
  return { full, unreachable: random.pick([0, 0, 0, 0.15]) };
}

function requestOf(random: Random, number: number): RequestPlan {
  const hasKey = random.chance(0.8);
  return {
    number,
    atMilliseconds: random.between(0, 6_000),
    kind: random.weighted({ text: 6, picture: 3, driver: 1 }),
    hasKey,
    copies: hasKey && random.chance(0.3) ? random.whole(1, 2) : 0,
    priceDollars: random.pick([0, 1, 1, 2]),
    receiver: random.chance(0.6) ? receiverOf(random) : null,
    cancelAfter: random.chance(0.25) ? random.between(0, 12_000) : null,
    deletes: random.chance(0.15),
    retries: random.chance(0.1),
    replays: random.chance(0.1),
  };
}

function receiverOf(random: Random): ReceiverTemper {
  return {
    // six tries are all that there are
    failures: Number(random.weighted({ 0: 20, 1: 4, 2: 2, 6: 1 })),
    lostReplies: random.chance(0.15) ? 1 : 0,
    isGone: random.chance(0.05),
    isShared: random.chance(0.5),
  };
}

/** By its id. */
export function temperOfEngine({ engines }: Plan, id: string): EngineTemper {
  const found = engines.find((engine) => engine.id === id);
  if (!found) throw new Error(`there is no engine ${id} in this world`);
  return found;
}
