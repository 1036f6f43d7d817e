import type { Delivery, DeliveryDetail, DeliveryFilter } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { readCount, readTimeAgo } from '../read/read-seconds.ts';
import { pageFor, takeUpTo } from '../api/take-up-to.ts';
import type { OptionOf } from '../request/name-option.ts';
import { type Column, formatFacts, formatTable } from '../terminal/format-table.ts';
import type { Colour } from '../terminal/look.ts';
import { printList } from '../api/print-list.ts';
import { showTime } from '../terminal/show.ts';

interface DeliveriesOptions extends ApiOptions {
  readonly status?: string;
  readonly generation?: string;
  readonly after?: string;
  readonly before?: string;
  readonly limit: string;
}

/** Shows the ids that the commands beside it take. */
export const LISTED_BY = 'webhooks deliveries';

const OPTION_OF: OptionOf = {
  status: '--status',
  generation_id: '--generation',
  created_after: '--after',
  created_before: '--before',
};

const EXAMPLES = [
  'reelay webhooks deliveries',
  'reelay webhooks deliveries --status exhausted --after 1d',
  'reelay webhooks deliveries 0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90',
];

/** `reelay webhooks deliveries`. */
export function addDeliveriesCommand(webhooks: Command, run: RunApi): void {
  const command = webhooks
    .command('deliveries')
    .description('List the webhooks that were sent, or show one with every try.')
    .argument('[id]', 'a delivery to show')
    .option('--status <status>', 'pending, delivered, exhausted or disabled')
    .option('--generation <id>', 'of this generation')
    .option(
      '--after <time>',
      'made since: so long ago, such as 2h or 7d, or 2026-11-23, or 2026-11-23T07:00:00Z',
    )
    .option('--before <time>', 'made before that')
    .option('--limit <number>', 'show at most so many', '20');
  withApiOptions(command, EXAMPLES).action((id: string | undefined, options: DeliveriesOptions) =>
    run(options, { optionOf: OPTION_OF, listedBy: LISTED_BY }, (session) =>
      id === undefined ? listDeliveries(session, options) : showDelivery(session, id),
    ),
  );
}

async function listDeliveries(session: Session, options: DeliveriesOptions): Promise<void> {
  const { status, generation, after, before } = options;
  const limit = readCount('--limit', options.limit);
  const now = new Date();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as it was said: the server is the one who checks it
  const filter = {
    status,
    generation_id: generation,
    created_after: after === undefined ? undefined : readTimeAgo(after, now),
    created_before: before === undefined ? undefined : readTimeAgo(before, now),
    limit: pageFor(limit),
  } as DeliveryFilter;
  const list = session.client.webhooks.deliveries(filter, { signal: session.signal });
  const { items, hasMore } = await takeUpTo(list, limit);
  printList(session, COLUMNS, items, {
    empty:
      'There are none here: a webhook is sent for each generation with a callback_url, once it has ended.',
    hasMore,
  });
}

async function showDelivery(session: Session, id: string): Promise<void> {
  const delivery = await session.client.webhooks.delivery(id, { signal: session.signal });
  if (session.isJson) session.printJson(delivery);
  else session.print(describeDetail(session, delivery));
}

const COLUMNS: readonly Column<Delivery>[] = [
  { title: 'ID', text: ({ delivery_id: id }) => id },
  { title: 'STATUS', text: ({ status }) => status, colour: ({ status }) => COLOURS[status] },
  { title: 'TRIES', text: ({ attempts }) => String(attempts), align: 'right' },
  { title: 'LAST', text: lastAnswer },
  { title: 'MADE', text: ({ created_at: at }) => showTime(at) },
  { title: 'NEXT TRY', text: ({ next_attempt_at: at }) => showTime(at) },
  { title: 'URL', text: ({ url }) => url, mayShrink: true },
];

const COLOURS = {
  pending: 'yellow',
  delivered: 'green',
  exhausted: 'red',
  disabled: 'red',
} as const satisfies Record<Delivery['status'], Colour>;

/** What came back from the last try. */
export function lastAnswer({ last_http_status: status, last_error: error }: Delivery): string {
  if (status !== null) return `HTTP ${status}`;
  return error ?? '-';
}

function describeDetail({ look }: Session, delivery: DeliveryDetail): string {
  const facts = formatFacts([
    ['id', delivery.delivery_id],
    ['event', delivery.event],
    ['generation', delivery.generation_id],
    ['url', delivery.url],
    ['status', delivery.status],
    ['last', lastAnswer(delivery)],
    ['made', showTime(delivery.created_at)],
    ['next try', delivery.next_attempt_at === null ? null : showTime(delivery.next_attempt_at)],
    ['body', delivery.body],
  ]);
  return delivery.tries.length === 0
    ? facts
    : `${facts}\n\n${formatTable(TRY_COLUMNS, delivery.tries, look)}`;
}

const TRY_COLUMNS: readonly Column<DeliveryDetail['tries'][number]>[] = [
  { title: 'TRY', text: ({ number }) => String(number), align: 'right' },
  { title: 'AT', text: ({ started_at: at }) => showTime(at) },
  { title: 'TOOK', text: ({ milliseconds }) => `${milliseconds} ms`, align: 'right' },
  {
    title: 'ANSWER',
    text: ({ http_status: status, error }) => (status === null ? (error ?? '-') : `HTTP ${status}`),
    colour: ({ error }) => (error === null ? 'green' : 'red'),
  },
  { title: 'BODY OF THE ANSWER', text: ({ response_body: body }) => body ?? '-', mayShrink: true },
];
