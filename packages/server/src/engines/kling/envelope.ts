/** What every answer of Kling's is wrapped in. */
import { z } from 'zod';
import type { JsonValue } from '../../kernel/json.ts';
import type { UpstreamReply } from '../http.ts';

const Envelope = z.object({
  code: z.number().int(),
  message: z.string().optional(),
  data: z.json().optional(),
});

/** `code` is null when the answer is not one of Kling's: a proxy's page, a half, another server. */
export function openEnvelope({ json }: UpstreamReply): {
  readonly code: number | null;
  readonly data: JsonValue | undefined;
} {
  const { data } = Envelope.safeParse(json);
  return { code: data?.code ?? null, data: data?.data };
}

/** Also what the current standard answers to a create is more than this; only the id counts. */
const CreatedCurrent = z.object({ id: z.string().min(1) });
const CreatedLegacy = z.object({ task_id: z.string().min(1) });

/** The id of what was made; null when the answer does not say. */
export function readCreated(standard: 'current' | 'legacy', data: JsonValue | undefined): string | null {
  return standard === 'current'
    ? (CreatedCurrent.safeParse(data).data?.id ?? null)
    : (CreatedLegacy.safeParse(data).data?.task_id ?? null);
}
