import { randomUUID } from 'node:crypto';
import { JobFailedError, ReelayError, type SubmittedJob, type SubmitOptions } from '@reelay/client';
import { Interrupted } from '../api/interruption.ts';
import type { Session } from '../api/session.ts';
import { awaitJob } from '../generations/await-job.ts';
import { deliverVideo } from '../generations/deliver-video.ts';
import { resumeHint } from '../generations/resume-hint.ts';
import { checkOutput } from '../request/check-output.ts';
import { commandName } from '../request/command-name.ts';
import { isAddress } from '../request/media-place.ts';
import { readSeconds } from '../read/read-seconds.ts';
import { plainText } from '../terminal/plain-text.ts';
import { showPrice } from '../terminal/show.ts';
import { giveMedia } from './give-media.ts';
import { printQuote } from './print-quote.ts';
import { type GenerateOptions, readWish, type Wish } from './read-wish.ts';

/** Quotes, or submits and if wished waits. */
export async function runGenerate(
  session: Session,
  words: readonly string[],
  options: GenerateOptions,
): Promise<void> {
  const { output, force = false, idempotencyKey, strict } = options;
  const wish = readWish(words, options);
  const timeoutSeconds = options.timeout === undefined ? null : readSeconds('--timeout', options.timeout);
  if (output !== undefined) await checkOutput(output, { mayOverwrite: force });
  const { signal } = session;
  const given = await giveMedia(session, wish.media, idempotencyKey === undefined ? 'uploaded' : 'inside');
  let job: SubmittedJob;
  try {
    const body = { ...wish.fields, ...given.fields };
    if (options.quote) return printQuote(session, await session.client.kling.quote(body, { signal, strict }));
    job = await submit(session, wish, body, {
      signal,
      strict,
      idempotencyKey: idempotencyKey ?? randomUUID(),
    });
  } finally {
    await given.forget();
  }
  session.note(`Accepted as ${job.id} for ${showPrice(job.price)}.`);
  for (const warning of job.warnings) session.note(`Note: ${plainText(warning)}`);
  if (options.wait || output !== undefined || timeoutSeconds !== null)
    await waitFor(session, job, { ...options, ...(timeoutSeconds === null ? {} : { timeoutSeconds }) });
  else {
    session.note(`Follow it with: ${resumeHint([job.id])}`);
    if (session.isJson) session.printJson(job.accepted);
    else session.print(job.id);
  }
}

async function submit(
  session: Session,
  wish: Wish,
  body: Record<string, unknown>,
  options: SubmitOptions & { readonly idempotencyKey: string },
): Promise<SubmittedJob> {
  const { kling } = session.client;
  const submits = wish.endpoint === 'kling' ? kling : kling[wish.endpoint];
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is the one who checks it
    return await submits.generate(body as never, options);
  } catch (error) {
    if (error instanceof Interrupted || (error instanceof ReelayError && error.outcomeUnknown))
      session.note(doubtHint(wish, options.idempotencyKey));
    throw error;
  }
}

/** An upload has another id each time, so that the same command would be another request. */
function doubtHint({ media }: Wish, idempotencyKey: string): string {
  const look = `It may have been accepted all the same: look with "${commandName()} generations ls"`;
  return media.every(({ place }) => isAddress(place))
    ? `${look}, or repeat the command with --idempotency-key ${idempotencyKey}`
    : look;
}

async function waitFor(
  session: Session,
  job: SubmittedJob,
  options: Pick<GenerateOptions, 'output' | 'force'> & { readonly timeoutSeconds?: number },
): Promise<void> {
  try {
    await awaitJob(session, job, options);
    const { generation, path } = await deliverVideo(session, job, options);
    if (session.isJson) session.printJson(path === null ? generation : { ...generation, output_path: path });
    else session.print(path ?? generation.video_url ?? '');
  } catch (error) {
    if (error instanceof Interrupted)
      session.note(`The generation goes on. Follow it with: ${resumeHint([job.id], options.output)}`);
    if (error instanceof JobFailedError && session.isJson) session.printJson(error.generation);
    throw error;
  }
}
