/** fal's handle of a work. Only owner and app are in the addresses of a request, whatever the endpoint was. */
import { z } from 'zod';
import type { JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../engine.ts';
import { isEndpoint } from './options.ts';

const FalOperation = z.object({
  requestId: z.string().min(1),
  endpoint: z.string().refine(isEndpoint),
  /** Goes into the report at the end; empty when only a message told of the work. */
  asked: z.record(z.string(), z.json()).default({}),
});
export type FalOperation = z.infer<typeof FalOperation>;

/** What we made of it ourselves; another shape is a defect and throws. */
export function readOperation(operation: Operation): FalOperation {
  return FalOperation.parse(operation);
}

export function operationOf(requestId: string, endpoint: string, asked: JsonObject = {}): Operation {
  return { requestId, endpoint, asked };
}

export function requestPath({ requestId, endpoint }: Pick<FalOperation, 'requestId' | 'endpoint'>): string {
  const [owner = '', app = ''] = endpoint.split('/');
  return `/${owner}/${app}/requests/${encodeURIComponent(requestId)}`;
}
