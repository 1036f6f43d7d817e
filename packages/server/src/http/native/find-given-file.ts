import { driverLengthFault, type CharacterOrientation } from '../../catalogue/driver-seconds.ts';
import { unknownFile, type MediaInput } from '../../catalogue/inputs.ts';
import { invalidField } from '../../catalogue/raw-body.ts';
import { fileUrl } from '../../contract/file-view.ts';
import type { Db } from '../../db/transaction.ts';
import { findFile, type StoredFile } from '../../generations/files.ts';
import { INPUT_ROLES, type InputRole, type MediaKind } from '../../kernel/media-input.ts';

/**
 * The uploaded file that a request names. Refuses with 422, naming the field, one that this account does not have, that is
 * a picture where a video is needed or the other way round, or that is too long for its orientation.
 */
export async function findGivenFile(
  db: Db,
  accountId: string,
  given: { readonly role: InputRole; readonly input: Extract<MediaInput, { kind: 'file' }> },
  orientation: CharacterOrientation,
): Promise<StoredFile> {
  const { path, id } = given.input;
  const file = await findFile(db, accountId, id);
  if (!file) throw unknownFile(path, id);
  const wanted = INPUT_ROLES[given.role];
  const found: MediaKind = file.durationSeconds === null ? 'image' : 'video';
  if (found !== wanted) throw invalidField(path, `${fileUrl(id)} is ${NAMES[found]}, not ${NAMES[wanted]}.`);
  const tooLong = file.durationSeconds === null ? null : driverLengthFault(file.durationSeconds, orientation);
  if (tooLong !== null) throw invalidField(path, tooLong);
  return file;
}

const NAMES = { image: 'a picture', video: 'a video' } as const satisfies Record<MediaKind, string>;
