import type { ReceivedLine } from '../receiver.ts';
import { isFinished } from './check-generations.ts';
import type { Finding, Violation } from './finding.ts';
import type { DeliveryFacts, GenerationFacts, Snapshot } from './snapshot.ts';

/** Faults that a receiver answers with a success; it has the message all the same after the others. */
const ACCEPTED: ReadonlySet<string> = new Set(['none', 'slow']);

/** Every end that somebody wanted to hear of was delivered, under one id, rightly signed. */
export function checkWebhooks(
  { generations, deliveries }: Snapshot,
  received: readonly ReceivedLine[],
): Finding {
  const rows = [...generations.values()].filter((row) => isFinished(row) && row.callbackUrl !== null);
  const deliveriesOf = Map.groupBy(deliveries, ({ generationId }) => generationId ?? '');
  const receivedOf = Map.groupBy(received, ({ generationId }) => generationId);
  const violations = rows.flatMap((row) =>
    faultsOf(row, deliveriesOf.get(row.id) ?? [], receivedOf.get(row.id) ?? []).map((what) => ({
      generationId: row.id,
      what,
    })),
  );
  const accepted = received.filter(({ fault }) => ACCEPTED.has(fault)).length;
  return {
    name: 'ends that were not delivered',
    figure: `${violations.length} of ${rows.length} (${received.length} messages came, ${accepted} were accepted)`,
    violations: [...violations, ...strayMessages(generations, received)],
  };
}

function faultsOf(
  row: GenerationFacts,
  deliveries: readonly DeliveryFacts[],
  received: readonly ReceivedLine[],
): readonly string[] {
  const [delivery, ...others] = deliveries;
  if (!delivery || others.length > 0) return [`${deliveries.length} deliveries for one end`];
  const faults: string[] = [];
  if (delivery.status !== 'delivered')
    faults.push(`${delivery.status} after ${delivery.attempts} tries: ${delivery.lastError ?? ''}`);
  if (!received.some(({ fault }) => ACCEPTED.has(fault))) faults.push('no receiver has accepted it');
  for (const line of received) {
    if (line.webhookId !== delivery.id)
      faults.push(`came under the id ${line.webhookId}, not ${delivery.id}`);
    if (line.signatureFault !== null) faults.push(`its signature is wrong: ${line.signatureFault}`);
    if (line.status !== row.status || line.message !== row.failure)
      faults.push(`says ${line.status} ${line.message ?? ''}, the row ${row.status} ${row.failure ?? ''}`);
  }
  return faults;
}

/** Messages about what does not exist, or has not ended, or whose owner wants none. */
function strayMessages(
  generations: ReadonlyMap<string, GenerationFacts>,
  received: readonly ReceivedLine[],
): readonly Violation[] {
  return received
    .filter(({ generationId }) => {
      const row = generations.get(generationId);
      return !row || !isFinished(row) || row.callbackUrl === null;
    })
    .map(({ generationId, webhookId }) => ({ generationId, what: `message ${webhookId} tells of no end` }));
}
