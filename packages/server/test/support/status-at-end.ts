import type { Engine, Operation } from '../../src/engines/engine.ts';

const SIGNAL = new AbortController().signal;

/** Asks until there is an end. */
export async function statusAtEnd(engine: Engine, operation: Operation) {
  for (;;) {
    const status = await engine.status(operation, SIGNAL);
    if (status.state !== 'pending') return status;
  }
}
