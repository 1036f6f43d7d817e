/** The size to ask for: that of the table for a text, and for a picture one of its own shape, no larger than the table's. */
import type { EngineInput, EngineRequest } from '../engine.ts';
import type { PictureClass, Size, Traits } from './families.ts';

/** Null when the model has none of that class and shape. */
export function sizeOf(
  request: Pick<EngineRequest, 'mode' | 'pictureClass' | 'aspectRatio'>,
  picture: EngineInput | undefined,
  traits: Traits,
): Size | null {
  if (request.mode === 'text_to_video' || picture === undefined)
    return traits.sizes[request.pictureClass]?.[request.aspectRatio] ?? null;
  return traits.takesAnySize
    ? fittedSize(picture, request.pictureClass, traits)
    : nearestSize(picture, request.pictureClass, traits);
}

/**
 * The shorter side as in the table, and the longer as the picture's; smaller when that were more pixels than the model's
 * largest of the class, which is what the memory of a GPU was chosen for.
 */
function fittedSize(picture: Size, pictureClass: PictureClass, { sizes, multipleOf }: Traits): Size | null {
  const listed = Object.values(sizes[pictureClass] ?? {});
  if (listed.length === 0) return null;
  const shorter = Math.min(...listed.flatMap(({ width, height }) => [width, height]));
  const most = Math.max(...listed.map(({ width, height }) => width * height));
  const ratio = Math.max(picture.width, picture.height) / Math.min(picture.width, picture.height);
  const across = Math.min(shorter, Math.sqrt(most / ratio));
  const short = Math.max(multipleOf, Math.round(across / multipleOf) * multipleOf);
  const mostLong = Math.floor(most / short / multipleOf) * multipleOf;
  const long = Math.max(short, Math.min(Math.round((short * ratio) / multipleOf) * multipleOf, mostLong));
  return picture.width >= picture.height ? { width: long, height: short } : { width: short, height: long };
}

function nearestSize(picture: Size, pictureClass: PictureClass, { sizes }: Traits): Size | null {
  const distance = ({ width, height }: Size): number =>
    Math.abs(Math.log(width / height / (picture.width / picture.height)));
  const [nearest = null] = Object.values(sizes[pictureClass] ?? {}).toSorted(
    (one, other) => distance(one) - distance(other),
  );
  return nearest;
}

export function sizeText({ width, height }: Size): string {
  return `${width}x${height}`;
}
