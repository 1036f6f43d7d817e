/**
 * What a request brings besides words. Base64 is decoded, inspected and stored at once, so that a file which cannot be
 * used is a refusal and costs nothing; of an uploaded file that was done before; an address is only written down, and the
 * worker downloads from it.
 */
import { rm } from 'node:fs/promises';
import type { Caller } from '../../accounts/caller.ts';
import { driverLengthFault } from '../../catalogue/driver-seconds.ts';
import { givenInputs, type GivenInput } from '../../catalogue/given-inputs.ts';
import { MOST_INPUT_BYTES, type MediaInput } from '../../catalogue/inputs.ts';
import { invalidField } from '../../catalogue/raw-body.ts';
import type { ResolvedRequest } from '../../catalogue/resolve.ts';
import type { NewInput } from '../../commands/create-generation.ts';
import { INPUT_ROLES } from '../../kernel/media-input.ts';
import { writeBase64 } from '../../media/base64-stream.ts';
import type { HttpDeps } from '../http-deps.ts';
import { findGivenFile } from './find-given-file.ts';

type InputDeps = Pick<HttpDeps, 'db' | 'store' | 'newId' | 'inspectMedia'>;

/** Refuses with 422, naming the field, what cannot be used. */
export async function receiveInputs(
  deps: InputDeps,
  caller: Caller,
  request: ResolvedRequest,
): Promise<readonly NewInput[]> {
  const inputs: NewInput[] = [];
  // One after the other: the pictures are cheap to refuse, and two decodings at once would only be slower.
  for (const given of givenInputs(request)) inputs.push(await receive(deps, caller, request, given));
  return inputs;
}

async function receive(
  deps: InputDeps,
  caller: Caller,
  request: ResolvedRequest,
  { role, position, input }: GivenInput,
): Promise<NewInput> {
  const place = { role, position };
  switch (input.kind) {
    case 'url':
      return { ...place, kind: 'remote', url: input.url };
    case 'file': {
      const { id: fileId, ...file } = await findGivenFile(
        deps.db,
        caller.accountId,
        { role, input },
        request.characterOrientation,
      );
      const asset = { ...file, id: deps.newId(), kind: 'input' } as const;
      return { ...place, kind: 'stored', asset, file: { id: fileId, path: input.path } };
    }
    case 'base64':
      return { ...place, kind: 'stored', asset: await storeBase64(deps, request, role, input) };
    default:
      return input satisfies never;
  }
}

async function storeBase64(
  deps: InputDeps,
  request: ResolvedRequest,
  role: GivenInput['role'],
  { path: field, base64 }: Extract<MediaInput, { kind: 'base64' }>,
) {
  const kind = INPUT_ROLES[role];
  const path = await deps.store.incomingPath();
  try {
    const written = await writeBase64(base64, path, MOST_INPUT_BYTES[kind]);
    if (written.kind === 'refused') throw invalidField(field, written.why);
    const found = await deps.inspectMedia(kind, path);
    if (!found.usable) throw invalidField(field, found.sentence);
    const { durationSeconds, mediaType } = found.facts;
    const tooLong =
      durationSeconds === null ? null : driverLengthFault(durationSeconds, request.characterOrientation);
    if (tooLong !== null) throw invalidField(field, tooLong);
    const stored = await deps.store.putFile(path, mediaType);
    return { id: deps.newId(), kind: 'input', ...stored, ...found.facts } as const;
  } finally {
    await rm(path, { force: true });
  }
}
