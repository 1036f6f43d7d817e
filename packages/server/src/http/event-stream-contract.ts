/** What the descriptions of all streams of server-sent events are put together from. */
import { z } from '@hono/zod-openapi';

/** `data`: of each event. */
export const eventStream = <Schema extends z.ZodType>(description: string, data: Schema) => ({
  description: `${description} The schema is that of the \`data\` of one event. A comment is sent every 15 seconds.`,
  content: { 'text/event-stream': { schema: data } },
});

export const LastEventIdHeaders = z.object({
  'last-event-id': z.string().optional().meta({
    description: 'The id of the last event that was read: only what comes after it is sent.',
  }),
});

export const LastEventIdQuery = z.object({
  last_event_id: z.string().optional().meta({
    description: 'The same, for readers that cannot set a header.',
  }),
});
