import { type Generation, JobFailedError, type JobEvent, ModerationError } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import { Interrupted } from '../api/interruption.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { highest } from '../api/for-each-id.ts';
import { readSeconds } from '../read/read-seconds.ts';
import { checkOutput } from '../request/check-output.ts';
import { showClock } from '../terminal/show.ts';
import { UsageError } from '../usage-error.ts';
import { awaitJob } from './await-job.ts';
import { deliverVideo } from './deliver-video.ts';
import { eventsWithin } from './events-within.ts';
import { LISTED_BY } from './listed-by.ts';
import { resumeHint } from './resume-hint.ts';

interface WatchOptions extends ApiOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly timeout?: string;
  readonly deliveries?: boolean;
}

/** As long as the client waits. */
const DEFAULT_SECONDS = 1_800;
const AN_ID = '0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90';
const EXAMPLES = [
  `reelay generations watch ${AN_ID}`,
  `reelay generations watch ${AN_ID} -o kite.mp4`,
  `reelay generations watch ${AN_ID} --json --deliveries`,
];

/** `reelay generations watch`. */
export function addWatchGenerations(generations: Command, run: RunApi): void {
  const command = generations
    .command('watch')
    .description('Follow generations to their end; begin it again at any time, also after they have ended.')
    .argument('<id...>', 'their ids')
    .option('-o, --output <file>', 'download the video (of one generation)')
    .option('--force', 'replace the file of --output if it exists')
    .option('--timeout <time>', 'wait at most so long, such as 90s or 10m (default: 30m)')
    .option('--deliveries', 'go on until the webhook is delivered or given up');
  withApiOptions(command, EXAMPLES)
    .addHelpText(
      'after',
      '\nWith --json each event is one line; the exit code of several is the highest of theirs.',
    )
    .action((ids: string[], options: WatchOptions) =>
      run(options, { listedBy: LISTED_BY }, (session) =>
        watchGenerations(session, [...new Set(ids)], options),
      ),
    );
}

async function watchGenerations(
  session: Session,
  ids: readonly string[],
  options: WatchOptions,
): Promise<ExitCode> {
  const { output, force = false } = options;
  if (output !== undefined && ids.length > 1)
    throw new UsageError('--output: watches one generation; name one id, or leave it out');
  if (output !== undefined) await checkOutput(output, { mayOverwrite: force });
  const underWay = new Set(ids);
  const watch = session.isJson ? watchAsLines : watchAsRows;
  const exitCodes = await Promise.all(
    ids.map(async (id) => {
      const exitCode = await outcomeOf(session, ids.length === 1 ? undefined : id, () =>
        watch(session, id, { ...options, isOne: ids.length === 1 }),
      );
      if (exitCode !== EXIT_CODES.interrupted.code) underWay.delete(id);
      return exitCode;
    }),
  );
  if (session.signal.aborted && underWay.size > 0)
    session.note(`Still under way. Go on with: ${resumeHint([...underWay], output)}`);
  return highest(exitCodes);
}

async function outcomeOf(
  session: Session,
  about: string | undefined,
  work: () => Promise<void>,
): Promise<ExitCode> {
  try {
    await work();
    return EXIT_CODES.done.code;
  } catch (error) {
    if (error instanceof Interrupted) return EXIT_CODES.interrupted.code;
    // A failure says whose it is.
    return session.fail(error, error instanceof JobFailedError ? undefined : about);
  }
}

interface WatchOne extends WatchOptions {
  readonly isOne: boolean;
}

async function watchAsRows(session: Session, id: string, options: WatchOne): Promise<void> {
  const { timeout, output, isOne, deliveries } = options;
  const job = session.client.kling.generations.job(id);
  const failure = await awaitJob(session, job, {
    ...(isOne ? {} : { label: id }),
    ...(timeout === undefined ? {} : { timeoutSeconds: readSeconds('--timeout', timeout) }),
    ...(output === undefined ? {} : { output }),
  }).then(() => null, asFailure);
  if (failure === null) {
    const { generation, path } = await deliverVideo(session, job, options);
    session.print(`${id}  completed  ${path ?? generation.video_url ?? 'its video is not there any more'}`);
  } else session.print(`${id}  failed  ${failure.code}`);
  if (deliveries) await tellDeliveries(session, id);
  if (failure !== null) throw failure;
}

/** A generation that failed is an outcome: its webhook is still to be told of. */
function asFailure(error: unknown): JobFailedError {
  if (error instanceof JobFailedError) return error;
  throw error;
}

async function tellDeliveries(session: Session, id: string): Promise<void> {
  for await (const event of session.client.kling.generations.events(id, { signal: session.signal }))
    if (event.type === 'delivery') session.note(describeDelivery(event));
}

function describeDelivery(event: Extract<JobEvent, { type: 'delivery' }>): string {
  const { at, attempt, status, http_status: httpStatus, error } = event;
  const answer = httpStatus === null ? (error ?? 'no answer') : `HTTP ${httpStatus}`;
  return `${showClock(new Date(at))}  webhook ${status}, try ${attempt}: ${answer}`;
}

/** Each event as a line; with `--deliveries` to the last, else to the end of the generation. */
async function watchAsLines(session: Session, id: string, options: WatchOne): Promise<void> {
  const { timeout, deliveries } = options;
  const seconds = timeout === undefined ? DEFAULT_SECONDS : readSeconds('--timeout', timeout);
  const job = session.client.kling.generations.job(id);
  let hasFailed = false;
  for await (const { eventId, ...event } of eventsWithin(session, id, seconds)) {
    session.printJson({ event_id: eventId, ...event }, { isLine: true });
    hasFailed ||= event.type === 'failed';
    if ((event.type === 'completed' || event.type === 'failed') && !deliveries) break;
  }
  const generation = await job.get({ signal: session.signal });
  if (hasFailed) throw failureOf(generation);
  if (options.output !== undefined) await deliverVideo(session, job, options);
}

function failureOf(generation: Generation): JobFailedError {
  return generation.message === 'CONTENT_POLICY_VIOLATION'
    ? new ModerationError(generation)
    : new JobFailedError(generation);
}
