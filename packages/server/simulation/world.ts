import { randomOf, type Random } from '../chaos/random.ts';
import type { NewId } from '../src/kernel/ids.ts';
import { createEventQueue, type EventRun } from './event-queue.ts';
import type { Plan } from './plan.ts';
import { createTrace, type Trace } from './trace.ts';

/** A world that takes more than this does not come to rest; most take a few hundred. */
const MOST_STEPS = 60_000;

/**
 * A closed world with one clock, one source of chance and one thing happening at a time. Whatever its processes ask for
 * comes about as an event of it, and between two events everything that can go on by itself has gone on.
 */
export interface World {
  readonly plan: Plan;
  readonly random: Random;
  readonly trace: Trace;
  /** The true time, in milliseconds; processes may believe in another. */
  readonly now: () => number;
  /** From then on nothing goes wrong any more. */
  readonly calmAt: number;
  readonly isCalm: () => boolean;
  readonly newId: NewId;
  after(milliseconds: number, run: EventRun): void;
  tell(who: string, what: string): void;
  /** Something has happened that must never. */
  violate(what: string): void;
  readonly violations: readonly string[];
  /** Lets things happen until `isOver`, or until something must never have happened. */
  runUntil(isOver: () => boolean): Promise<void>;
  readonly steps: () => number;
  /** Whose transaction is open. Its statements are one step, in which nothing else may be waited for. */
  openTransaction: string | null;
}

export function createWorld(plan: Plan, hasReader: boolean): World {
  const events = createEventQueue();
  const trace = createTrace(plan.beginsAt, hasReader);
  const violations: string[] = [];
  let now = plan.beginsAt;
  let steps = 0;
  let ids = 0;
  const calmAt = plan.beginsAt + plan.calmAtMilliseconds;
  const world: World = {
    plan,
    calmAt,
    random: randomOf(plan.seed, 'world'),
    trace,
    now: () => now,
    isCalm: () => now >= calmAt,
    newId() {
      ids += 1;
      return idOf(ids);
    },
    after: (milliseconds, run) => events.add(now + Math.max(0, milliseconds), run),
    tell: (who, what) => trace.tell(now, who, what),
    violate(what) {
      violations.push(what);
      trace.tell(now, '!!!', what);
    },
    violations,
    steps: () => steps,
    openTransaction: null,
    async runUntil(isOver) {
      await everythingToSettle();
      while (!isOver() && violations.length === 0) {
        const event = events.take();
        if (!event) return world.violate('nothing will ever happen again');
        now = Math.max(now, event.at);
        await event.run();
        await everythingToSettle();
        steps += 1;
        if (steps > MOST_STEPS) return world.violate(`it does not come to rest within ${MOST_STEPS} steps`);
      }
    },
  };
  return world;
}

/** All that follows from an event without waiting for another one runs in microtasks, before anything else does. */
function everythingToSettle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Version 7 in form, in the order in which they are made, and short to read at the end. */
function idOf(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** How the trace writes an id: `#1f`. */
export function shortId(id: string): string {
  return `#${id.slice(24).replace(/^0+/, '')}`;
}
