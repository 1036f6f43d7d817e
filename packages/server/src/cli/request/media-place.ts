import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../usage-error.ts';

/** No field of the API takes more, and a text of much more cannot even be made. */
const MOST_FILE_BYTES = 100_000_000;

/** Where a picture or video is: an address, or `reelay://file_...`; everything else is a path. */
export function isAddress(place: string): boolean {
  return /^(https?|reelay):\/\//i.test(place);
}

/** What people know it by. */
export function nameOfPlace(place: string): string {
  return isAddress(place) ? place : basename(place);
}

/** How many bytes the file has; throws UsageError for what cannot be sent. */
export async function checkMediaFile(option: string, path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new UsageError(`${option}: there is no file ${path}`);
  if (!found.isFile()) throw new UsageError(`${option}: ${path} is not a file`);
  if (found.size > MOST_FILE_BYTES)
    throw new UsageError(
      `${option}: ${path} has ${Math.ceil(found.size / 1_000_000)} MB; at most 100 MB can be sent`,
    );
  return found.size;
}

/** The bytes of a file, to go inside the request. */
export async function readMediaFile(option: string, path: string): Promise<string> {
  await checkMediaFile(option, path);
  return readFile(path, 'base64');
}
