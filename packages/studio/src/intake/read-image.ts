import { admitFile } from './admit-file.ts';
import type { IntakeOptions } from './inspect-image.ts';
import type { MediaFault } from './inspection.ts';
import { sharedIntakePool } from './intake-pool.ts';
import { IMAGE_LIMITS } from './limits.ts';
import type { Picture } from '../pixels/picture.ts';

export interface ReadImageOptions extends IntakeOptions {
  /** The longer side is made at most so long; pictures are never enlarged. */
  readonly longSide?: number;
  readonly mostPixels?: number;
}

export type ReadImage =
  | { readonly usable: true; readonly picture: Picture }
  | { readonly usable: false; readonly fault: MediaFault };

/**
 * A stranger's picture as sRGB with 8 bits a channel, upright by its EXIF orientation; of an animation the first picture.
 * Colour profiles, CMYK, 16 bits and grey are converted. Alpha is that of the file (255 where it has none) and is not
 * multiplied in: a cut-out character keeps its outline, and whoever wants an opaque picture flattens it.
 */
export async function readImage(path: string, options: ReadImageOptions = {}): Promise<ReadImage> {
  const admission = await admitFile(path, 'image');
  if (!admission.admitted) return { usable: false, fault: admission.fault };
  let picture: Picture | null = null;
  const answer = await (options.pool ?? sharedIntakePool()).run(
    {
      kind: 'read_image',
      path,
      format: admission.sniffed.format,
      longSide: options.longSide ?? null,
      mostPixels: options.mostPixels ?? null,
    },
    {
      cap: { mostPictures: 1, mostPixels: IMAGE_LIMITS.mostPixels, mostSamples: 0 },
      onPicture: (sent) => {
        picture = sent;
      },
      onSound: () => {},
    },
  );
  if (answer.kind === 'fault') return { usable: false, fault: answer.fault };
  if (answer.kind !== 'picture' || !picture)
    throw new Error(`the intake process answered with ${answer.kind}`);
  return { usable: true, picture };
}
