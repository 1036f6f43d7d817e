import { type Picture, type Plane, createPlane } from '../pixels/picture.ts';

/** Shares of the picture between which a found region is a sky, and the least of the upper border that it takes. */
const LEAST_SHARE = 0.03;
const LARGEST_SHARE = 0.85;
const LEAST_BORDER = 0.3;
const LARGEST_TEXTURE = 0.05;
/** From one pixel to the next the sky changes by less. */
const LARGEST_STEP = 0.04;

/** Share of the region that may be under something else of it: a fur is full of holes, a sky is not. */
const LARGEST_RAGGED = 0.25;
/** Blue over red (0..255), or luma (0..1), from which a smooth wall is a sky; or the share of evening colours. */
const LEAST_BLUENESS = 6;
const LEAST_WHITENESS = 0.82;
const EVENING_RANGE = [0.12, 0.65] as const;

type SkyColour = 'bluish' | 'white' | 'evening' | null;

/**
 * The sky as 0 and 1: what is reached from the upper border through smooth pixels that are bluish or white, on to the
 * reds of an evening. Null when there is none.
 */
export function findSky(picture: Picture, luma: Plane, texture: Plane, subject: Plane | null): Plane | null {
  const { width, height } = picture;
  const sky = createPlane(width, height);
  const queue = new Int32Array(width * height);
  const sum = { count: 0, evening: 0, blueness: 0, luma: 0 };
  const visit = (i: number, from: number, isSeed: boolean): void => {
    if (sky.values[i] === 1 || (subject?.values[i] ?? 0) > 0.4) return;
    const colour = skyColour(picture, luma, texture, i);
    if (colour === null || (isSeed && colour === 'evening')) return;
    if (Math.abs((luma.values[i] ?? 0) - from) > LARGEST_STEP) return;
    sky.values[i] = 1;
    queue[sum.count++] = i;
    if (colour === 'evening') sum.evening++;
    sum.blueness += (picture.rgba[i * 4 + 2] ?? 0) - (picture.rgba[i * 4] ?? 0);
    sum.luma += luma.values[i] ?? 0;
  };
  for (let x = 0; x < width; x++) visit(x, luma.values[x] ?? 0, true);
  const border = sum.count;
  for (let k = 0; k < sum.count; k++) {
    const i = queue[k] ?? 0;
    const x = i % width;
    const here = luma.values[i] ?? 0;
    if (x > 0) visit(i - 1, here, false);
    if (x < width - 1) visit(i + 1, here, false);
    if (i >= width) visit(i - width, here, false);
    if (i < width * (height - 1)) visit(i + width, here, false);
  }
  const share = sum.count / (width * height);
  if (share < LEAST_SHARE || share > LARGEST_SHARE || border < LEAST_BORDER * width) return null;
  const evening = sum.evening / sum.count;
  const isColoured =
    sum.blueness / sum.count > LEAST_BLUENESS ||
    sum.luma / sum.count > LEAST_WHITENESS ||
    (evening > EVENING_RANGE[0] && evening < EVENING_RANGE[1]);
  return isColoured && raggedShare(sky, sum.count) <= LARGEST_RAGGED ? sky : null;
}

/** Share of the region that has something else above it in its column. */
function raggedShare({ width, height, values }: Plane, count: number): number {
  let fromTop = 0;
  for (let x = 0; x < width; x++) for (let y = 0; y < height && values[y * width + x] === 1; y++) fromTop++;
  return 1 - fromTop / count;
}

function skyColour({ rgba }: Picture, luma: Plane, texture: Plane, i: number): SkyColour {
  if ((texture.values[i] ?? 0) > LARGEST_TEXTURE) return null;
  const red = rgba[i * 4] ?? 0;
  const green = rgba[i * 4 + 1] ?? 0;
  const blue = rgba[i * 4 + 2] ?? 0;
  const bright = luma.values[i] ?? 0;
  if (blue >= green - 6 && blue >= red - 26 && bright > 0.3) return 'bluish';
  // The blue hour, down to almost black.
  if (blue > red * 1.3 && blue > green * 1.08 && blue > 24) return 'bluish';
  if (bright > 0.78 && Math.abs(red - blue) < 60) return 'white';
  // Brighter than the land ever is under it, and redder than green.
  const isEvening =
    bright > 0.42 && red > green && red - blue > 26 && green >= blue - 10 && green < red * 0.9;
  return isEvening ? 'evening' : null;
}
