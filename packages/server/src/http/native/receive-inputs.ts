/**
 * What a request brings besides words. Base64 is decoded, inspected and stored at once, so that a file which cannot be
 * used is a refusal and costs nothing; an address is only written down, and the worker downloads from it.
 */
import { rm } from 'node:fs/promises';
import { driverLengthFault } from '../../catalogue/driver-seconds.ts';
import { MOST_INPUT_BYTES, type MediaInput } from '../../catalogue/inputs.ts';
import type { ResolvedRequest } from '../../catalogue/resolve.ts';
import type { NewInput } from '../../commands/create-generation.ts';
import { AppError } from '../../kernel/errors.ts';
import { INPUT_ROLES, type InputRole } from '../../kernel/media-input.ts';
import { writeBase64 } from '../../media/base64-stream.ts';
import type { HttpDeps } from '../http-deps.ts';

type InputDeps = Pick<HttpDeps, 'store' | 'newId' | 'inspectMedia'>;

/** Refuses with 422, naming the field, what cannot be used. */
export async function receiveInputs(deps: InputDeps, request: ResolvedRequest): Promise<readonly NewInput[]> {
  const given: readonly (readonly [InputRole, MediaInput | null])[] = [
    ['image', request.image],
    ['reference_image', request.referenceImage],
    ['reference_video', request.referenceVideo],
  ];
  const inputs: NewInput[] = [];
  // One after the other: the pictures are cheap to refuse, and two decodings at once would only be slower.
  for (const [role, input] of given)
    if (input !== null) inputs.push(await receive(deps, request, role, input));
  return inputs;
}

async function receive(
  deps: InputDeps,
  request: ResolvedRequest,
  role: InputRole,
  input: MediaInput,
): Promise<NewInput> {
  if (input.kind === 'url') return { role, kind: 'remote', url: input.url };
  const kind = INPUT_ROLES[role];
  const { field } = input;
  const path = await deps.store.incomingPath();
  try {
    const written = await writeBase64(input.base64, path, MOST_INPUT_BYTES[kind]);
    if (written.kind === 'refused') throw refusal(field, written.why);
    const found = await deps.inspectMedia(kind, path);
    if (!found.usable) throw refusal(field, found.sentence);
    const { durationSeconds, mediaType } = found.facts;
    const tooLong =
      durationSeconds === null ? null : driverLengthFault(durationSeconds, request.characterOrientation);
    if (tooLong !== null) throw refusal(field, tooLong);
    const stored = await deps.store.putFile(path, mediaType);
    return { role, kind: 'stored', asset: { id: deps.newId(), kind: 'input', ...stored, ...found.facts } };
  } finally {
    await rm(path, { force: true });
  }
}

function refusal(field: string, sentence: string): AppError {
  return new AppError('INVALID_REQUEST', { field, detail: `${field}: ${sentence}` });
}
