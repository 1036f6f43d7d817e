import { EXIT_CODES } from '../exit-codes.ts';

/** Ctrl-C, or a polite request to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('interrupted');
  }
}

export interface Interruption {
  /** Aborts with `Interrupted`. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  close(): void;
}

/** Aborts at the first Ctrl-C or SIGTERM, so that a command can say how to go on; the second one ends the process at once. */
export function openInterruption(): Interruption {
  const controller = new AbortController();
  const note = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted.code);
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', note);
  process.on('SIGTERM', note);
  return {
    signal: controller.signal,
    close() {
      process.off('SIGINT', note);
      process.off('SIGTERM', note);
    },
  };
}
