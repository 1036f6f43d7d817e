/** Seconds before each try of a webhook: at once, then 30, 60, 120, 240 and 480 s (native API, section 5). */
export const WEBHOOK_DELAYS_SECONDS = [0, 30, 60, 120, 240, 480] as const;

/** The most that jitter lengthens a delay. */
const MOST_JITTER = 0.1;

/**
 * Seconds to wait before try number `attempt` (0 is the first), or null when the schedule is used up.
 * `jitter` is 0..1 and lengthens the delay by at most 10 %; a receiver's Retry-After may only lengthen it.
 */
export function webhookDelaySeconds(
  attempt: number,
  jitter: number,
  retryAfterSeconds = 0,
  delaysSeconds: readonly number[] = WEBHOOK_DELAYS_SECONDS,
): number | null {
  const base = delaysSeconds[attempt];
  if (base === undefined) return null;
  return Math.max(base * (1 + MOST_JITTER * jitter), retryAfterSeconds);
}
