import type { Operation, StartAnswer } from '../../src/engines/engine.ts';

/** The handle of a work that was begun. Throws for every other answer. */
export function operationOf(answer: StartAnswer): Operation {
  if (answer.state === 'started') return answer.operation;
  throw new Error(`nothing was begun: ${JSON.stringify(answer)}`);
}
