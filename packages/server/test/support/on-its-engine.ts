import type { EngineChoices } from '../../src/commands/claim-generation.ts';
import type { Generation } from '../../src/generations/generation.ts';
import type { SlotWish } from '../../src/jobs/slots.ts';

/** The engine with which it was accepted, and no other. */
export function onItsEngine(
  common: readonly SlotWish[] = [],
): (generation: Pick<Generation, 'engine'>) => EngineChoices {
  return ({ engine }) => ({ common, engines: [{ engine, because: 'the only engine', wishes: [] }] });
}
