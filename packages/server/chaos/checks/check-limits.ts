import type { Db } from '../../src/db/transaction.ts';
import { auditSlots } from '../../src/jobs/slots.ts';
import type { Sampler } from '../sampler.ts';
import type { Finding, Violation } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

/** What was seen while it ran. `limits`: the most places of one scope, by the kind of scope. */
export function checkSampledLimits(sampler: Sampler, limits: Readonly<Record<string, number>>): Finding {
  const violations: Violation[] = [];
  for (const [scope, most] of sampler.mostOf) {
    const limit = limits[scope.split(':')[0] ?? ''];
    if (limit !== undefined && most > limit)
      violations.push({ what: `${scope} had ${most} places taken, at most ${limit} may be` });
  }
  for (const { unequal } of sampler.sights.values()) violations.push(...unequal.map((what) => ({ what })));
  const seen = [...sampler.sights].map(
    ([kind, { most }]) => `${kind} ${most}${limits[kind] === undefined ? '' : ` of ${limits[kind]}`}`,
  );
  return {
    name: 'places taken above a limit',
    figure: `${violations.length} (${seen.join(', ')}; ${sampler.samples()} samples)`,
    violations,
  };
}

/** When all is over no place is taken, and every counter says so. */
export async function checkSlots(db: Db, { slots }: Snapshot): Promise<Finding> {
  const violations = [
    ...(await auditSlots(db)).map((scope) => ({ what: `the counter of ${scope} is wrong` })),
    ...slots.map(({ scope, generationId }) => ({ generationId, what: `still has a place of ${scope}` })),
  ];
  return { name: 'places leaked or miscounted', figure: String(violations.length), violations };
}
