import { z } from 'zod';
import type { JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../engine.ts';
import { LEGACY_PRODUCTS, type Place } from './plan.ts';

const asked = z.record(z.string(), z.json()).default({});

const KlingOperation = z.discriminatedUnion('standard', [
  z.object({ standard: z.literal('current'), id: z.string().min(1), asked }),
  z.object({
    standard: z.literal('legacy'),
    id: z.string().min(1),
    /** Null when only a message told of the work: messages do not say which product it is of. */
    product: z.enum(LEGACY_PRODUCTS).nullable(),
    asked,
  }),
]);
export type KlingOperation = z.infer<typeof KlingOperation>;

/** What we made of it ourselves; another shape is a defect and throws. */
export function readOperation(operation: Operation): KlingOperation {
  return KlingOperation.parse(operation);
}

/** `asked` goes into the report at the end. */
export function operationAt(place: Place, id: string, asked: JsonObject = {}): Operation {
  return place.standard === 'current'
    ? { standard: 'current', id, asked }
    : { standard: 'legacy', id, product: place.product, asked };
}
