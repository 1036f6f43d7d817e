/** A signal that aborts when the time is up, or when another signal does. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Begins to count anew. */
  restart(): void;
  /** Does not count until `restart`. */
  hold(): void;
  isUp(): boolean;
  /** Stops counting and listening; must be called, or the outer signal would hold on to this one. */
  end(): void;
}

/** A timer takes no more, and would fire at once; it is 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function startTimeLimit(milliseconds: number, outer?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  let isUp = false;
  let timer = start();
  const stop = (): void => controller.abort(outer?.reason);
  const hold = (): void => clearTimeout(timer);
  if (outer?.aborted) stop();
  else outer?.addEventListener('abort', stop, { once: true });

  function start(): ReturnType<typeof setTimeout> {
    return setTimeout(
      () => {
        isUp = true;
        controller.abort(new Error(`no answer within ${milliseconds} ms`));
      },
      Math.min(milliseconds, LONGEST_TIMER),
    );
  }
  return {
    signal: controller.signal,
    hold,
    restart() {
      hold();
      timer = start();
    },
    isUp: () => isUp,
    end() {
      hold();
      outer?.removeEventListener('abort', stop);
    },
  };
}
