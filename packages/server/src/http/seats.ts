import { AppError } from '../kernel/errors.ts';

/** When all seats of a key are taken: how soon one may be free. */
const RETRY_AFTER_SECONDS = 5;

/** How many connections a key may hold open at once, waiting, in this process. */
export interface Seats {
  /** Takes one, or refuses with RATE_LIMITED. The function it returns gives it back. */
  take(keyId: string): () => void;
}

export function createSeats(mostPerKey: number): Seats {
  const taken = new Map<string, number>();
  return {
    take(keyId) {
      const before = taken.get(keyId) ?? 0;
      if (before >= mostPerKey)
        throw new AppError('RATE_LIMITED', {
          detail: `This key has ${mostPerKey} streams and waiting reads open, which is the most.`,
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      taken.set(keyId, before + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        const now = taken.get(keyId) ?? 0;
        if (now > 1) taken.set(keyId, now - 1);
        else taken.delete(keyId);
      };
    },
  };
}
