import { expect, test } from 'vitest';
import { type Picture, type Plane, createPicture, createPlane } from '../pixels/picture.ts';
import { analysePicture } from './analyse-picture.ts';
import { pictureDepth } from './picture-depth.ts';

const WIDTH = 640;
const HEIGHT = 360;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Blue down to `skyline` (a row for each column), then sand. */
function coast(skyline: (x: number) => number): Picture {
  const picture = createPicture(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      picture.rgba.set(y < skyline(x) ? [140, 180, 235, 255] : [90, 80, 50, 255], (y * WIDTH + x) * 4);
  return picture;
}

function matteOf(boxes: readonly Box[]): Plane {
  const alpha = createPlane(WIDTH, HEIGHT);
  for (const { left, top, right, bottom } of boxes)
    for (let y = top; y < bottom; y++) alpha.values.fill(1, y * WIDTH + left, y * WIDTH + right);
  return alpha;
}

const MAN: Box = { left: 280, top: 100, right: 340, bottom: 300 };
const TREE_BEHIND: Box = { left: 480, top: 80, right: 520, bottom: 240 };
const WALL_AT_THE_SIDE: Box = { left: 0, top: 60, right: 100, bottom: 300 };

test('each of the things that were cut out is as near as the ground at its foot, from foot to top', () => {
  const facts = analysePicture(
    coast(() => 160),
    { alpha: matteOf([MAN, TREE_BEHIND]), confidence: 0.9 },
  );
  const { subject } = pictureDepth(facts, HEIGHT, null);
  const nearnessAt = (x: number, y: number) => subject?.values[(y >> 2) * (WIDTH >> 2) + (x >> 2)] ?? 0;
  expect(facts.subject?.pieces).toHaveLength(2);
  expect(nearnessAt(310, 280)).toBeCloseTo(1, 1);
  expect(nearnessAt(310, 120)).toBeCloseTo(1, 1);
  // Its foot is 80 rows below the horizon, the man's 140.
  expect(nearnessAt(500, 220)).toBeCloseTo(80 / 140, 1);
  expect(nearnessAt(500, 100)).toBeCloseTo(80 / 140, 1);
});

test('what is cut off at a side frames the picture, and is not its subject', () => {
  const facts = analysePicture(
    coast(() => 160),
    { alpha: matteOf([WALL_AT_THE_SIDE, MAN]), confidence: 0.9 },
  );
  expect(facts.subject).toMatchObject({ left: MAN.left, right: MAN.right, bottom: MAN.bottom });
});

test('a matte in rags is not cut along', () => {
  const rags = Array.from({ length: 40 }, (_, k) => ({
    left: (k % 10) * 60,
    top: Math.floor(k / 10) * 80,
    right: (k % 10) * 60 + 24,
    bottom: Math.floor(k / 10) * 80 + 24,
  }));
  const facts = analysePicture(
    coast(() => 160),
    { alpha: matteOf(rags), confidence: 0.9 },
  );
  expect(facts.subject).toBeNull();
});

test('a flat skyline is the horizon', () => {
  const { horizon } = analysePicture(
    coast(() => 120),
    { alpha: createPlane(WIDTH, HEIGHT), confidence: 0 },
  );
  expect(horizon).toBeCloseTo(120, -1);
});

test('the horizon lies below mountains', () => {
  const { horizon } = analysePicture(
    coast((x) => 70 + 50 * Math.sin(x / 40)),
    { alpha: createPlane(WIDTH, HEIGHT), confidence: 0 },
  );
  expect(horizon).toBeGreaterThan(130);
});

test('a cat that fills the lower border has no foot to carry the ground to', () => {
  const cut = analysePicture(
    coast(() => 160),
    { alpha: matteOf([{ ...MAN, bottom: HEIGHT }]), confidence: 0.9 },
  );
  const { ground, contact } = pictureDepth(cut, HEIGHT, null);
  expect(contact).toBeGreaterThan(HEIGHT);
  expect(Math.max(...ground.values)).toBeLessThan(1);
});
