/** Kling's messages: the bare task in either standard's form, signed by Standard Webhooks when the account has a secret. */
import { z } from 'zod';

const Message = z.union([
  z
    .object({ id: z.string().min(1), status: z.string() })
    .transform(({ id }) => ({ id, form: 'current' as const })),
  z
    .object({ task_id: z.string().min(1), task_status: z.string() })
    .transform(({ task_id: id }) => ({ id, form: 'legacy' as const })),
]);
export type Message = z.infer<typeof Message>;

/** Null when it is not a task at all. */
export function readMessage(rawBody: Uint8Array): Message | null {
  try {
    return Message.safeParse(JSON.parse(Buffer.from(rawBody).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
