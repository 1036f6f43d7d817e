import { maskPieces } from '../pixels/morphology.ts';
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
/** A sky that is plainly blue may have palms before it. */
const PLAINLY_BLUE = 45;
const LARGEST_BLUE_RAGGED = 0.4;
/** Blue over red (0..255), or luma (0..1), from which a smooth wall is a sky; or the share of evening colours. */
const LEAST_BLUENESS = 6;
const LEAST_WHITENESS = 0.82;
const EVENING_RANGE = [0.12, 0.65] as const;
/** What an evening leaves of the sky is at least so blue over red; a wall's pale parts are as warm as the rest of it. */
const LEAST_EVENING_BLUENESS = -8;
/** A hole in the sky that is a cloud: at least so bright, at most so red over blue, no larger share of the picture. */
const LEAST_CLOUD_LUMA = 0.58;
const LARGEST_CLOUD_REDNESS = 24;
const LARGEST_CLOUD_SHARE = 0.06;
/** Share of the height above which a cloud ends: what is bright below is snow, foam or sand. */
const LOWEST_CLOUD = 0.6;

type SkyColour = 'bluish' | 'white' | 'evening' | null;

/**
 * The sky as 0 and 1: what is reached from the upper border through smooth pixels that are bluish or white, on to the
 * reds of an evening. Null when there is none.
 */
export function findSky(picture: Picture, luma: Plane, texture: Plane, subject: Plane | null): Plane | null {
  const { width, height } = picture;
  const sky = createPlane(width, height);
  const queue = new Int32Array(width * height);
  const sum = { count: 0, evening: 0, blueness: 0, coolness: 0, luma: 0 };
  const visit = (i: number, from: number, isSeed: boolean): void => {
    if (sky.values[i] === 1 || (subject?.values[i] ?? 0) > 0.4) return;
    const colour = skyColour(picture, luma, texture, i);
    if (colour === null || (isSeed && colour === 'evening')) return;
    if (Math.abs((luma.values[i] ?? 0) - from) > LARGEST_STEP) return;
    sky.values[i] = 1;
    queue[sum.count++] = i;
    const blueness = (picture.rgba[i * 4 + 2] ?? 0) - (picture.rgba[i * 4] ?? 0);
    if (colour === 'evening') sum.evening++;
    else sum.coolness += blueness;
    sum.blueness += blueness;
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
    (evening > EVENING_RANGE[0] &&
      evening < EVENING_RANGE[1] &&
      sum.coolness / (sum.count - sum.evening) > LEAST_EVENING_BLUENESS);
  if (!isColoured) return null;
  const clouds = fillClouds(sky, picture, luma, subject);
  const allowed = sum.blueness / sum.count > PLAINLY_BLUE ? LARGEST_BLUE_RAGGED : LARGEST_RAGGED;
  return raggedShare(sky, sum.count + clouds) <= allowed ? sky : null;
}

/** Takes the clouds, whose bright edges the search does not step over, into the sky; gives their pixels' count. */
function fillClouds(sky: Plane, { rgba }: Picture, luma: Plane, subject: Plane | null): number {
  const land = createPlane(sky.width, sky.height);
  for (let i = 0; i < land.values.length; i++) land.values[i] = 1 - (sky.values[i] ?? 0);
  const { labels, pieces } = maskPieces(land);
  const holes = pieces.filter(
    ({ bottom, pixelCount }) =>
      bottom < LOWEST_CLOUD * sky.height && pixelCount < LARGEST_CLOUD_SHARE * land.values.length,
  );
  const sums = new Map(holes.map(({ label }) => [label, { luma: 0, redness: 0, subject: 0 }]));
  for (let i = 0; i < labels.length; i++) {
    const sum = sums.get(labels[i] ?? 0);
    if (!sum) continue;
    sum.luma += luma.values[i] ?? 0;
    sum.redness += (rgba[i * 4] ?? 0) - (rgba[i * 4 + 2] ?? 0);
    sum.subject += subject?.values[i] ?? 0;
  }
  const clouds = new Set<number>();
  let count = 0;
  for (const { label, pixelCount } of holes) {
    const sum = sums.get(label);
    if (!sum || sum.luma < LEAST_CLOUD_LUMA * pixelCount) continue;
    if (sum.redness > LARGEST_CLOUD_REDNESS * pixelCount || sum.subject > 0.1 * pixelCount) continue;
    clouds.add(label);
    count += pixelCount;
  }
  for (let i = 0; i < labels.length; i++) if (clouds.has(labels[i] ?? 0)) sky.values[i] = 1;
  return count;
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
