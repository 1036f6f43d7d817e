import { hash2 } from '../../maths/random.ts';
import { smoothstep } from '../../maths/curves.ts';
import type { Shot } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { blend, shadeOf } from '../diorama/materials.ts';

const WIDTH_METRES = 18;
const HEIGHT_METRES = 7;

/** What stands outside a room's windows: sky, clouds, and a garden or the roofs of a town, as if a little out of focus. */
export function paintOutdoors(shot: Shot, view: 'garden' | 'town', seed: number): Canvas {
  const { light, world } = shot;
  const canvas = new Canvas(1024, 512, WIDTH_METRES, HEIGHT_METRES);
  const cover = world.kind === 'room' ? world.sky.cloudCover : 0.3;
  const horizon = blend(light.horizon, light.fog, 0.3);
  canvas.gradient(0, 0, WIDTH_METRES, 4.6, light.middle, horizon).rect(0, 4.6, WIDTH_METRES, 3, horizon);
  const cloud = blend(horizon, [255, 255, 255], 0.75 * (1 - light.night));
  for (let i = 0; i < 8 + cover * 26; i++) {
    const x = hash2(i, 1, seed) * WIDTH_METRES;
    const y = 0.4 + hash2(i, 2, seed) * 3.2;
    for (let puff = 0; puff < 4; puff++)
      canvas.ellipse(
        x + puff * 0.55,
        y - hash2(i, puff + 5, seed) * 0.25,
        0.8,
        0.32,
        cloud,
        0.28 * (0.4 + cover),
        1,
      );
  }
  if (light.night > 0.5)
    for (let i = 0; i < 60; i++)
      canvas.ellipse(
        hash2(i, 3, seed) * WIDTH_METRES,
        hash2(i, 4, seed) * 3.4,
        0.03,
        0.03,
        [240, 244, 255],
        hash2(i, 5, seed) * 0.9,
        0.9,
      );
  if (view === 'garden') garden(canvas, shot, seed);
  else town(canvas, shot, seed);
  return canvas;
}

function garden(canvas: Canvas, shot: Shot, seed: number): void {
  const lit = (colour: Rgb): Rgb => lightUp(colour, shot);
  const haze = shot.light.horizon;
  for (const [layer, top] of [3.7, 4.1, 4.5].entries()) {
    const colour = blend(lit([70 + layer * 8, 118 + layer * 12, 62]), haze, 0.45 - layer * 0.18);
    for (let i = 0; i < 46; i++) {
      const x = hash2(i, layer + 10, seed) * WIDTH_METRES;
      const size = 0.35 + hash2(i, layer + 20, seed) * 0.7;
      const tone = 0.82 + hash2(i, layer + 30, seed) * 0.36;
      canvas.ellipse(
        x,
        top + hash2(i, layer + 40, seed) * 0.4,
        size,
        size * 0.9,
        shadeOf(colour, tone),
        0.9,
        0.35,
      );
      canvas.ellipse(
        x - size * 0.2,
        top - size * 0.25,
        size * 0.6,
        size * 0.45,
        shadeOf(colour, tone * 1.2),
        0.5,
        0.9,
      );
    }
  }
  canvas.gradient(0, 4.9, WIDTH_METRES, 2.1, lit([118, 158, 74]), lit([92, 132, 60]));
  for (let i = 0; i < 60; i++) {
    const colour = [
      [236, 92, 110],
      [250, 206, 90],
      [238, 236, 240],
      [176, 120, 214],
    ][i % 4];
    const [r = 255, g = 255, b = 255] = colour ?? [];
    canvas.ellipse(
      hash2(i, 60, seed) * WIDTH_METRES,
      4.9 + hash2(i, 61, seed) * 0.6,
      0.06,
      0.06,
      lit([r, g, b]),
      0.85,
      0.6,
    );
  }
}

function town(canvas: Canvas, shot: Shot, seed: number): void {
  const haze = shot.light.horizon;
  for (let layer = 0; layer < 3; layer++) {
    for (let i = 0; i < 12; i++) {
      const x = (i + hash2(i, layer, seed) * 0.6) * 1.55 - 0.4;
      const width = 1.1 + hash2(i, layer + 3, seed) * 0.8;
      const top = 2.6 + layer * 0.6 + hash2(i, layer + 6, seed) * 1.3;
      const tone = 0.8 + hash2(i, layer + 9, seed) * 0.4;
      const wall = blend(lightUp(shadeOf([176, 156, 140], tone), shot), haze, 0.6 - layer * 0.22);
      canvas.gradient(x, top, width, HEIGHT_METRES - top, wall, shadeOf(wall, 0.86));
      windows(canvas, x, top, width, wall, shot.light.night, seed + i * 31 + layer);
    }
  }
}

function windows(
  canvas: Canvas,
  x: number,
  top: number,
  width: number,
  wall: Rgb,
  night: number,
  seed: number,
): void {
  const columns = Math.floor(width / 0.26);
  for (let row = 0; row < 9; row++) {
    for (let column = 0; column < columns; column++) {
      const lit = hash2(row, column, seed) < 0.4 * smoothstep(0.2, 0.8, night);
      const colour: Rgb = lit ? [255, 214, 140] : shadeOf(wall, 0.68);
      canvas.rect(x + 0.08 + column * 0.26, top + 0.15 + row * 0.36, 0.13, 0.2, colour, 0.9);
    }
  }
}

function lightUp(colour: Rgb, shot: Shot): Rgb {
  const { ambient, key } = shot.light;
  const share = (channel: 0 | 1 | 2): number =>
    Math.min(255, colour[channel] * Math.min(1.1, ambient[channel] + key[channel] * 0.6));
  return [share(0), share(1), share(2)];
}
