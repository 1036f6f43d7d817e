import { billedDriverSeconds } from '../catalogue/driver-seconds.ts';
import { inTransaction, type Db, type Tx } from '../db/transaction.ts';
import { insertAsset, type NewAsset } from '../generations/assets.ts';
import type { Generation } from '../generations/generation.ts';
import { findInputs, setInputAsset } from '../generations/inputs.ts';
import { isFinished } from '../generations/state.ts';
import { fixPrice, lockGeneration, setInputsReady, type Fenced } from '../generations/statements.ts';
import type { InputRole } from '../kernel/media-input.ts';
import { times } from '../kernel/money.ts';

export interface InputRecord extends Fenced {
  readonly role: InputRole;
  readonly position: number;
  /** The stored file, inspected and found usable. */
  readonly asset: NewAsset;
}

/**
 * Writes down that an input is stored, in one transaction; a driver also fixes the length and with it the price, which
 * is at most what is held. The last input makes the generation ready for its engine. Saying it again changes nothing.
 * `stale`, and nothing has happened, when somebody else has taken the generation over or it has ended.
 */
export async function recordInput(
  deps: { readonly db: Db },
  { generationId, fence, role, position, asset }: InputRecord,
): Promise<'recorded' | 'stale'> {
  return inTransaction(deps.db, async (tx) => {
    const generation = await lockGeneration(tx, generationId);
    if (!generation || generation.fence !== fence || isFinished(generation.status)) return 'stale';
    const inputs = await findInputs(tx, generationId);
    const waiting = inputs.filter((input) => input.asset === null);
    if (!waiting.some((input) => input.role === role && input.position === position)) return 'recorded';
    await insertAsset(tx, { accountId: generation.accountId, generationId }, asset);
    await setInputAsset(tx, generationId, { role, position }, asset.id);
    if (role === 'reference_video') await fixLength(tx, generation, asset);
    if (waiting.length === 1) await setInputsReady(tx, generationId);
    return 'recorded';
  });
}

async function fixLength(tx: Tx, generation: Generation, driver: NewAsset): Promise<void> {
  const { id, price: held, openRate } = generation;
  if (openRate === null) return;
  if (driver.durationSeconds === null) throw new Error(`the driver of generation ${id} has no length`);
  const heldSeconds = Number(held / openRate);
  const durationSeconds = billedDriverSeconds(driver.durationSeconds, heldSeconds);
  await fixPrice(tx, id, { durationSeconds, price: times(openRate, durationSeconds) });
}
