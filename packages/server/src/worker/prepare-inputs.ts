/**
 * Gets the pictures and videos that a generation is made from: downloads them through the guard, has them inspected
 * where they can do no harm, and stores them. Whatever is stored stays so: after a crash the next worker only fetches
 * what is missing. What cannot be used ends the generation, with the sentence that says why.
 */
import { rm } from 'node:fs/promises';
import { driverLengthFault } from '../catalogue/driver-seconds.ts';
import { MOST_INPUT_BYTES } from '../catalogue/inputs.ts';
import { recordInput } from '../commands/record-input.ts';
import type { Outcome } from '../commands/record-outcome.ts';
import { findInputs } from '../generations/inputs.ts';
import { FAILURES, type FailureReason } from '../kernel/failures.ts';
import { INPUT_ROLES, type InputRole, type MediaFacts, type MediaKind } from '../kernel/media-input.ts';
import { isOverdue, StaleDriveError, type Drive } from './drive.ts';
import { readStoredRequest, type StoredRequest } from '../generations/stored-request.ts';

const RETRIES_WITHIN_MILLISECONDS = 30_000;

const WORDS = {
  image: { name: 'image', inaccessible: 'IMAGE_INACCESSIBLE', invalid: 'INVALID_IMAGE' },
  video: { name: 'reference video', inaccessible: 'VIDEO_INACCESSIBLE', invalid: 'INVALID_VIDEO' },
} as const satisfies Record<MediaKind, { name: string; inaccessible: FailureReason; invalid: FailureReason }>;

type Refusal = Extract<Outcome, { state: 'failed' }>;

/** Null when every input is stored; else why the generation has failed. */
export async function prepareInputs(drive: Drive): Promise<Refusal | null> {
  const request = readStoredRequest(drive.generation.request);
  const { removeFile = removeFromDisk } = drive.deps;
  for (const { role, position, url, asset } of await findInputs(drive.deps.db, drive.generation.id)) {
    if (asset !== null) continue;
    if (url === null) throw new Error(`the ${role} of generation ${drive.generation.id} is nowhere`);
    drive.signal.throwIfAborted();
    if (isOverdue(drive)) return failed('TIMEOUT', FAILURES.TIMEOUT.sentence);
    const path = await drive.deps.store.incomingPath();
    try {
      const refusal = await prepareOne(drive, request, { role, position, url, path });
      if (refusal !== null) return refusal;
    } finally {
      await removeFile(path);
    }
  }
  return null;
}

function removeFromDisk(path: string): Promise<void> {
  return rm(path, { force: true });
}

interface Incoming {
  readonly role: InputRole;
  readonly position: number;
  readonly url: string;
  readonly path: string;
}

async function prepareOne(drive: Drive, request: StoredRequest, incoming: Incoming): Promise<Refusal | null> {
  const { deps } = drive;
  const kind = INPUT_ROLES[incoming.role];
  const unreadable = await download(drive, kind, incoming);
  if (unreadable !== null) return unreadable;
  const found = await deps.inspectMedia(kind, incoming.path);
  if (!found.usable) return failed(WORDS[kind].invalid, saidOf(incoming, found.sentence));
  const tooLong = lengthFault(found.facts, request);
  if (tooLong !== null) return failed(WORDS[kind].invalid, tooLong);
  const stored = await deps.store.putFile(incoming.path, found.facts.mediaType);
  const asset = { id: deps.newId(), kind: 'input', ...stored, ...found.facts } as const;
  if (
    (await recordInput(deps, {
      ...drive.fenced,
      role: incoming.role,
      position: incoming.position,
      asset,
    })) === 'stale'
  )
    throw new StaleDriveError();
  return null;
}

function lengthFault({ durationSeconds }: MediaFacts, request: StoredRequest): string | null {
  return durationSeconds === null ? null : driverLengthFault(durationSeconds, request.characterOrientation);
}

/** Null when the file is at its path. What failed quickly is worth another try; what took its time was slow for a reason. */
async function download(
  { deps, generation, signal }: Drive,
  kind: MediaKind,
  { url, path, position }: Incoming,
): Promise<Refusal | null> {
  const lastRetryAt = deps.clock.now().getTime() + RETRIES_WITHIN_MILLISECONDS;
  for (let tries = 0; ; tries += 1) {
    const result = await deps.downloader.download(
      { url, kind, toPath: path, mostBytes: MOST_INPUT_BYTES[kind] },
      signal,
    );
    if (result.kind === 'done') return null;
    const mayRetry = result.kind === 'unreachable' && deps.clock.now().getTime() < lastRetryAt;
    const wait = mayRetry ? deps.downloadRetryMilliseconds[tries] : undefined;
    deps.log.info({ generationId: generation.id, result, tries }, 'an input could not be downloaded');
    if (wait === undefined)
      return failed(
        WORDS[kind].inaccessible,
        `The ${nameOf(kind, position)} could not be downloaded. ${result.why}`,
      );
    await deps.sleep(wait, signal);
  }
}

function nameOf(kind: MediaKind, position: number): string {
  return position === 0 ? WORDS[kind].name : `${WORDS[kind].name} ${position + 1}`;
}

/** Of several pictures the caller must be told which. */
function saidOf({ position }: Incoming, sentence: string): string {
  return position === 0 ? sentence : `Image ${position + 1}: ${sentence}`;
}

function failed(reason: FailureReason, detail: string): Refusal {
  return { state: 'failed', reason, detail };
}
