import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import type { ExitCode } from '../exit-codes.ts';
import { forEachId } from '../api/for-each-id.ts';
import { readTimeAgo } from '../read/read-seconds.ts';
import { showCount } from '../terminal/show.ts';
import { UsageError } from '../usage-error.ts';
import { LISTED_BY } from './deliveries.ts';

interface ReplayOptions extends ApiOptions {
  readonly failedSince?: string;
  readonly until?: string;
}

const EXAMPLES = [
  'reelay webhooks replay 0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90',
  'reelay webhooks replay --failed-since 6h',
  'reelay webhooks replay --failed-since 2026-11-23T07:00:00Z --until 2026-11-23T09:00:00Z',
];

const OPTION_OF = { since: '--failed-since', until: '--until' };

/** `reelay webhooks replay`. */
export function addReplayCommand(webhooks: Command, run: RunApi): void {
  const command = webhooks
    .command('replay')
    .description('Send webhooks again: those named, or all that were given up since a time.')
    .argument('[id...]', 'ids of deliveries')
    .option(
      '--failed-since <time>',
      'all that were given up and made since: so long ago, such as 6h, or a time',
    )
    .option('--until <time>', 'with it: made before that');
  withApiOptions(command, EXAMPLES).action((ids: string[], options: ReplayOptions) =>
    run(options, { listedBy: LISTED_BY, optionOf: OPTION_OF }, async (session) => {
      const { failedSince } = options;
      if ((failedSince === undefined) === (ids.length === 0))
        throw new UsageError('name deliveries, or say --failed-since; one of the two');
      return failedSince === undefined
        ? replayNamed(session, ids)
        : replayFailed(session, failedSince, options.until);
    }),
  );
}

async function replayNamed(session: Session, ids: readonly string[]): Promise<ExitCode> {
  const { results, exitCode } = await forEachId(session, ids, async (id) => {
    const delivery = await session.client.webhooks.replay(id, { signal: session.signal });
    if (!session.isJson) session.print(`${id}  is sent again to ${delivery.url}`);
    return delivery;
  });
  if (session.isJson) session.printJson(results);
  return exitCode;
}

async function replayFailed(session: Session, since: string, until: string | undefined): Promise<void> {
  const now = new Date();
  const replayed = await session.client.webhooks.replayFailed(
    { since: readTimeAgo(since, now), ...(until === undefined ? {} : { until: readTimeAgo(until, now) }) },
    { signal: session.signal },
  );
  if (session.isJson) session.printJson(replayed);
  else session.print(`${showCount(replayed.replayed, 'webhook')} sent again`);
}
