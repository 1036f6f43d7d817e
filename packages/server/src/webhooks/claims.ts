import type { Db } from '../db/transaction.ts';
import type { Clock, Sleep } from '../kernel/clock.ts';
import { inBatches } from '../kernel/in-batches.ts';
import {
  type AfterTry,
  claimDeliveries,
  type ClaimedDelivery,
  type DeliveryGlimpse,
  type EndedTry,
  glimpseDeliveries,
  type MovedClaim,
  moveClaims,
  recordTries,
} from './sending-statements.ts';

/** A claim is prolonged while its try goes on. That of a worker that died lapses about when its job goes to another. */
const CLAIM_SECONDS = 12;
const PROLONG_MILLISECONDS = 4_000;
/** The clocks of two machines differ a little: what is due within this is due. */
const CLOCK_SLACK_SECONDS = 1;
const MOST_IN_A_STATEMENT = 100;

export type TimedResult = Pick<EndedTry, 'startedAt' | 'endedAt' | 'result'>;

/** The right to make the next try of a delivery. It may end early, by a replay; then what it writes decides nothing. */
export interface Claim {
  readonly delivery: Omit<ClaimedDelivery, 'claimedUntil'>;
  /** Keeps the claim for as long as `work` takes. */
  keepDuring<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Ends it without a try; the next is due at `dueAt`. */
  letGo(dueAt: Date): Promise<void>;
  /** Writes down a try that is none of the schedule's. The claim goes on. */
  recordBeside(tried: TimedResult): Promise<void>;
  /** Writes down the try, which ends the claim. Undefined when the delivery is gone. */
  record(tried: TimedResult & AfterTry): Promise<AfterTry | undefined>;
}

export interface Claims {
  /** Undefined when the delivery is finished, not due, or claimed by another. */
  claim(deliveryId: string): Promise<Claim | undefined>;
  /** How a delivery stands that could not be claimed. */
  glimpse(deliveryId: string): Promise<DeliveryGlimpse | undefined>;
}

/** Makes the claims of one process. Each statement is made for as many deliveries as ask for it at the same time. */
export function createClaims(db: Db, clock: Clock, sleep: Sleep): Claims {
  const most = MOST_IN_A_STATEMENT;
  const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
  const claimUntil = () => inSeconds(CLAIM_SECONDS);
  const pause = (signal: AbortSignal) => sleep(PROLONG_MILLISECONDS, signal);
  const claim = inBatches({
    most,
    keyOf: (id: string) => id,
    run: (ids) =>
      claimDeliveries(db, ids, { dueBy: inSeconds(CLOCK_SLACK_SECONDS), claimedUntil: claimUntil() }),
  });
  const glimpse = inBatches({ most, keyOf: (id: string) => id, run: (ids) => glimpseDeliveries(db, ids) });
  const statements = {
    move: inBatches({ most, keyOf: idOf, run: (moves: readonly MovedClaim[]) => moveClaims(db, moves) }),
    record: inBatches({ most, keyOf: idOf, run: (tries: readonly EndedTry[]) => recordTries(db, tries) }),
  };
  return {
    async claim(deliveryId) {
      const claimed = await claim(deliveryId);
      return claimed && holdClaim(claimed, statements, { claimUntil, pause });
    },
    glimpse,
  };
}

const idOf = ({ id }: { readonly id: string }): string => id;

interface ClaimStatements {
  readonly move: (move: MovedClaim) => Promise<true | undefined>;
  readonly record: (tried: EndedTry) => Promise<AfterTry | undefined>;
}

function holdClaim(
  delivery: ClaimedDelivery,
  statements: ClaimStatements,
  times: { readonly claimUntil: () => Date; readonly pause: (signal: AbortSignal) => Promise<void> },
): Claim {
  const { id } = delivery;
  let { claimedUntil } = delivery;

  async function prolongUntil(signal: AbortSignal): Promise<void> {
    while (await untilNext(signal)) {
      const to = times.claimUntil();
      // When it cannot be done now, the next time is soon enough.
      const moved = await statements.move({ id, claimedUntil, to }).catch(() => undefined);
      if (moved) claimedUntil = to;
    }
  }

  const untilNext = (signal: AbortSignal): Promise<boolean> =>
    times.pause(signal).then(
      () => true,
      () => false,
    );

  return {
    delivery,
    async keepDuring(work) {
      const ended = new AbortController();
      const prolonged = prolongUntil(ended.signal);
      try {
        return await work();
      } finally {
        ended.abort();
        await prolonged;
      }
    },
    async letGo(dueAt) {
      await statements.move({ id, claimedUntil, to: dueAt });
    },
    async recordBeside(tried) {
      await statements.record({ ...tried, id, claimedUntil, status: 'pending', nextAttemptAt: claimedUntil });
    },
    record: (tried) => statements.record({ ...tried, id, claimedUntil }),
  };
}
