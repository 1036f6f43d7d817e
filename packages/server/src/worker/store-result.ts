/**
 * Makes a finished work ours. What lies on this machine's disk is moved into the store. What an upstream keeps is fetched at
 * once, because it keeps it for an hour or a month, looked at like any stranger's file, cut to the length that was asked for,
 * and given a poster.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../commands/record-outcome.ts';
import type { EngineStatus, LocalOutput, Operation, RemoteOutput } from '../engines/engine.ts';
import type { NewAsset } from '../generations/assets.ts';
import { findInputs } from '../generations/inputs.ts';
import { readStoredRequest } from '../generations/stored-request.ts';
import { FAILURES } from '../kernel/failures.ts';
import { StaleDriveError, type Drive, type DriveDeps } from './drive.ts';

type Succeeded = Extract<EngineStatus, { state: 'succeeded' }>;

/** A file that is not there yet, or a link that has expired, may be there with the next answer of the upstream. */
const FETCH_RETRY_MILLISECONDS = [1_000, 4_000, 15_000, 60_000];
const MOST_RESULT_BYTES = 500_000_000;

/** The outcome: the stored files, or that what was made could not be had. */
export async function storeResult(drive: Drive, operation: Operation, status: Succeeded): Promise<Outcome> {
  const { deps, engine } = drive;
  const started = performance.now();
  const local = status.outputs.filter((output) => output.kind !== 'remote_video');
  const remote = status.outputs.find((output) => output.kind === 'remote_video');
  const assets = await Promise.all(local.map((output) => storeOutput(deps, output)));
  if (remote) {
    const fetched = await fetchAndStore(drive, operation, remote);
    if (fetched.kind === 'lost') return resultLost(drive, fetched.why);
    assets.push(...fetched.assets);
  }
  deps.meter?.stored(engine.id, (performance.now() - started) / 1000);
  return { state: 'succeeded', assets, report: status.report };
}

type Fetched =
  | { readonly kind: 'stored'; readonly assets: readonly NewAsset[] }
  | { readonly kind: 'lost'; readonly why: string };

/** Tries anew, each time at the address that the upstream names then: links expire, and are renewed. */
async function fetchAndStore(drive: Drive, operation: Operation, first: RemoteOutput): Promise<Fetched> {
  const { deps, engine, signal } = drive;
  const pauses = deps.fetchRetryMilliseconds ?? FETCH_RETRY_MILLISECONDS;
  let output = first;
  let why = '';
  for (let tries = 0; tries <= pauses.length; tries += 1) {
    const tried = await tryToStore(drive, output);
    if (tried.kind === 'stored') return tried;
    why = tried.why;
    deps.log.warn({ generationId: drive.generation.id, engine: engine.id, why }, 'a result could not be had');
    const pause = pauses[tries];
    if (pause === undefined) break;
    await deps.sleep(pause, signal);
    if (!drive.isOurs()) throw new StaleDriveError();
    output = (await askAgain(drive, operation)) ?? output;
  }
  return { kind: 'lost', why };
}

async function askAgain({ engine, signal }: Drive, operation: Operation): Promise<RemoteOutput | undefined> {
  try {
    const status = await engine.status(operation, signal);
    if (status.state !== 'succeeded') return undefined;
    return status.outputs.find((output) => output.kind === 'remote_video');
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

async function tryToStore(drive: Drive, output: RemoteOutput): Promise<Fetched> {
  const { deps, signal } = drive;
  const directory = join(deps.scratchDirectory ?? tmpdir(), `reelay-result-${randomUUID()}`);
  await mkdir(directory, { recursive: true });
  try {
    const path = join(directory, 'fetched');
    const why = await fetchTo(drive, output, path);
    if (why !== null) return { kind: 'lost', why };
    if (!deps.finishVideo) throw new Error('results of upstreams cannot be finished here');
    const keepSeconds = output.keepSeconds ?? null;
    const wish = { path, directory, keepSeconds, soundFromPath: await findSound(drive) };
    const finished = await deps.finishVideo(wish, signal);
    if (!finished.usable) return { kind: 'lost', why: finished.sentence };
    const { video, poster } = finished;
    const outputs: readonly LocalOutput[] = [
      { kind: 'video', ...video },
      { kind: 'poster', ...poster, durationSeconds: null },
    ];
    return { kind: 'stored', assets: await Promise.all(outputs.map((one) => storeOutput(deps, one))) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * The driver, when its sound is to be kept: many upstreams answer a motion with silent pictures. A silent video is worth more
 * than none, when the driver is not to be had any more.
 */
async function findSound({ deps, generation, engine }: Drive): Promise<string | null> {
  const { mode, keepOriginalSound } = readStoredRequest(generation.request);
  if (mode !== 'motion_control' || !keepOriginalSound) return null;
  const inputs = await findInputs(deps.db, generation.id);
  const driver = inputs.find(({ role }) => role === 'reference_video')?.asset ?? null;
  try {
    return driver === null ? null : await deps.store.localPath(driver.storageKey);
  } catch (error) {
    deps.log.warn(
      { generationId: generation.id, engine: engine.id, err: String(error) },
      'the reference video is not there: its sound cannot be kept',
    );
    return null;
  }
}

/** Null when the file is there, else why not. */
async function fetchTo(
  { deps, engine, signal }: Drive,
  output: RemoteOutput,
  path: string,
): Promise<string | null> {
  const { url } = output;
  if (output.via === 'engine') {
    if (!engine.fetch) throw new Error(`${engine.id} has results and cannot fetch them`);
    const fetched = await engine.fetch(output, path, signal);
    return fetched.kind === 'done' ? null : fetched.why;
  }
  const wanted = { url, kind: 'video', toPath: path, mostBytes: MOST_RESULT_BYTES } as const;
  const fetched = await deps.downloader.download(wanted, signal);
  return fetched.kind === 'done' ? null : fetched.why;
}

/** Made and paid for, and not to be had: no other engine is asked unless the route says so. */
function resultLost({ deps, generation, engine }: Drive, why: string): Outcome {
  deps.log.error({ generationId: generation.id, engine: engine.id, why }, 'a result that was made is lost');
  return {
    state: 'failed',
    reason: 'TASK_FAILED',
    trouble: 'result_lost',
    detail: FAILURES.TASK_FAILED.sentence,
    upstreamNote: `made, but could not be fetched: ${why}`.slice(0, 500),
  };
}

async function storeOutput({ store, newId }: DriveDeps, output: LocalOutput): Promise<NewAsset> {
  const stored = await store.putFile(output.path, output.mediaType);
  return {
    id: newId(),
    kind: output.kind,
    storageKey: stored.storageKey,
    byteCount: stored.byteCount,
    mediaType: output.mediaType,
    width: output.width,
    height: output.height,
    durationSeconds: output.durationSeconds,
  };
}
