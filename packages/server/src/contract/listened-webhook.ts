import { z } from 'zod';

/** The `data` of each event of `GET /v1/webhooks/events`. */
export const ListenedWebhook = z
  .object({
    id: z.uuid().meta({
      description: 'Of the delivery, when the generation has a callback_url; else of the generation.',
    }),
    headers: z.record(z.string(), z.string()).meta({
      description:
        'As a real delivery has them: webhook-id, webhook-timestamp, webhook-signature, content-type.',
      example: {
        'content-type': 'application/json',
        'webhook-id': '0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90',
        'webhook-timestamp': '1795417200',
        'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
      },
    }),
    body: z
      .string()
      .meta({ description: 'Exactly what is signed. Post it as it is, or the signature is wrong.' }),
  })
  .meta({ id: 'ListenedWebhook' });
export type ListenedWebhook = z.infer<typeof ListenedWebhook>;
