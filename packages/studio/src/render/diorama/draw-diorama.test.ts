import { expect, test } from 'vitest';
import type { Rgb } from '../../vocabulary/figure.ts';
import { createFrame, FAR, type Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { DioramaBuilder } from './builder.ts';
import { Canvas } from './canvas.ts';
import type { Blending, Lighting } from './diorama.ts';
import { drawDiorama } from './draw-diorama.ts';

const SIZE = 32;
const LIGHTING: Lighting = {
  ambient: [0.5, 0.5, 0.5],
  bounce: [0.5, 0.5, 0.5],
  sun: null,
  lamps: [],
  occlusionMetres: 1,
};
const VIEW: View = {
  frame: 0,
  seconds: 0,
  storySeconds: 0,
  pose: { x: 0, y: 0, z: 0, yaw: 0, pitch: 0, roll: 0, zoom: 1 },
  focal: SIZE,
  horizon: SIZE / 2,
  centreX: SIZE / 2,
  sinYaw: 0,
  cosYaw: 1,
};

interface Sheet {
  readonly metres: number;
  readonly side: number;
  readonly colour: Rgb;
  readonly blending?: Blending;
  readonly mark?: number;
}

/** Square sheets facing the camera. */
function sheets(list: readonly Sheet[]) {
  const builder = new DioramaBuilder();
  for (const [i, { metres, side, colour, blending, mark }] of list.entries()) {
    const texture = builder.texture(`sheet${i}`, () => new Canvas(8, 8, 1, 1).mark(mark ?? 0).base(colour));
    const half = side / 2;
    builder.quad([-half, metres, half], [side, 0, 0], [0, 0, -side], {
      texture,
      blending: blending ?? 'solid',
    });
  }
  return builder.finish(LIGHTING, 1);
}

function blank(): Frame {
  const frame = createFrame(SIZE, SIZE, false);
  frame.depth.fill(FAR);
  return frame;
}

function colourAt(frame: Frame, x: number, y: number): number[] {
  return Array.from(frame.rgba.subarray((y * SIZE + x) * 4, (y * SIZE + x) * 4 + 3));
}

test('nearer surfaces hide farther ones whatever the order they were built in, and leave their depth', () => {
  const far: Sheet = { metres: 4, side: 40, colour: [200, 0, 0] };
  const near: Sheet = { metres: 2, side: 1, colour: [0, 200, 0] };
  for (const order of [
    [far, near],
    [near, far],
  ]) {
    const frame = blank();
    drawDiorama(frame, sheets(order), VIEW, null);
    const [, green] = colourAt(frame, 16, 16);
    expect(green).toBeGreaterThan(60);
    expect(colourAt(frame, 2, 2)[0]).toBeGreaterThan(60);
    expect(frame.depth[16 * SIZE + 16]).toBeCloseTo(2, 3);
    expect(frame.depth[2 * SIZE + 2]).toBeCloseTo(4, 3);
  }
});

test('a shining texture keeps its own colour in any light, and fog takes the rest', () => {
  const shining: Sheet = { metres: 4, side: 40, colour: [200, 100, 50], blending: 'shining', mark: 1 };
  const frame = blank();
  drawDiorama(frame, sheets([shining]), VIEW, null);
  expect(colourAt(frame, 16, 16)).toEqual([200, 100, 50]);
  drawDiorama(frame, sheets([{ ...shining, metres: 3 }]), VIEW, { colour: [10, 20, 30], metres: 0.1 });
  expect(colourAt(frame, 16, 16)).toEqual([10, 20, 30]);
});

test('the backdrop is drawn before the cut-outs, so that they blend with it', () => {
  const half: Sheet = { metres: 2, side: 40, colour: [0, 0, 0], blending: 'cutout', mark: 0.5 };
  const frame = blank();
  drawDiorama(frame, sheets([half]), VIEW, null, () => frame.rgba.fill(240));
  expect(colourAt(frame, 16, 16)[0]).toBeGreaterThan(110);
  expect(colourAt(frame, 16, 16)[0]).toBeLessThan(130);
});
