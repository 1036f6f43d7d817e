import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Real pictures and videos to look at beside those that the project renders; names without the ending. */
export interface TrialFootage {
  readonly pictures: readonly FootageFile[];
  readonly videos: readonly FootageFile[];
}

export interface FootageFile {
  readonly name: string;
  readonly path: string;
}

const PICTURE_ENDINGS: readonly string[] = ['.jpg', '.jpeg', '.png', '.webp'];
const VIDEO_ENDINGS: readonly string[] = ['.mp4', '.mov', '.webm'];

/** What lies in `folder` itself; nothing when there is no such folder named. */
export async function findTrialFootage(folder: string | undefined): Promise<TrialFootage> {
  if (folder === undefined || folder === '') return { pictures: [], videos: [] };
  const names = (await readdir(folder)).toSorted();
  const ending = (endings: readonly string[]): FootageFile[] =>
    names
      .filter((name) => endings.includes(extname(name).toLowerCase()))
      .map((name) => ({ name: name.slice(0, -extname(name).length), path: join(folder, name) }));
  return { pictures: ending(PICTURE_ENDINGS), videos: ending(VIDEO_ENDINGS) };
}
