import type { StoredFile } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { checkMediaFile, isAddress, readMediaFile } from '../request/media-place.ts';
import { uploadFile } from '../request/upload-file.ts';
import { UsageError } from '../usage-error.ts';
import type { MediaWish } from './read-wish.ts';

/** The media of a request, where the server finds them. */
export interface GivenMedia {
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** Deletes what was uploaded for this request; a generation keeps what it was given. Never fails. */
  forget(): Promise<void>;
}

const KINDS = {
  '--image': { kind: 'image', name: 'picture' },
  '--video': { kind: 'video', name: 'video' },
} as const satisfies Record<MediaWish['option'], { kind: StoredFile['kind']; name: string }>;

const FORGET_MILLISECONDS = 5_000;

/**
 * Addresses are sent as they are, and files are uploaded. With `inside` they go within the request instead, so that the same
 * command makes the same request: an upload has another id each time, and an idempotency key would not match.
 */
export async function giveMedia(
  session: Session,
  media: readonly MediaWish[],
  how: 'uploaded' | 'inside',
): Promise<GivenMedia> {
  for (const { option, place } of media) if (!isAddress(place)) await checkMediaFile(option, place);
  const fields: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  const uploadedIds: string[] = [];
  const forget = async (): Promise<void> => {
    for (const id of uploadedIds.splice(0))
      await session.client.files
        .delete(id, { retries: 0, timeoutMilliseconds: FORGET_MILLISECONDS })
        .catch(() => undefined);
  };
  const add = (name: string, value: string, isListed: boolean): void => {
    if (isListed) lists[name] = [...(lists[name] ?? []), value];
    else fields[name] = value;
  };
  try {
    for (const { option, place, fields: names, isListed } of media) {
      if (isAddress(place)) add(names.address, place, isListed);
      else if (how === 'inside') add(names.bytes, await readMediaFile(option, place), isListed);
      else {
        const file = await uploadFile(session, option, place);
        uploadedIds.push(file.id);
        if (file.kind !== KINDS[option].kind)
          throw new UsageError(`${option}: ${place} is no ${KINDS[option].name}`);
        add(names.address, file.url, isListed);
      }
    }
    return { fields: { ...fields, ...lists }, forget };
  } catch (error) {
    await forget();
    throw error;
  }
}
