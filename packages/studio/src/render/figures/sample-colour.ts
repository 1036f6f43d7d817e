import type { Sprite } from '../../art/sprite.ts';
import type { Rgb } from '../../vocabulary/figure.ts';

/** The plain colour of a picture at a point, fractions of it; grey where it is clear. */
export function sampleColour(sprite: Sprite, u: number, v: number): Rgb {
  const level =
    sprite.levels.find((candidate) => candidate.height <= 64) ?? sprite.levels[sprite.levels.length - 1];
  if (!level) return [128, 128, 128];
  const x = Math.min(level.width - 1, Math.max(0, Math.floor(u * level.width)));
  const y = Math.min(level.height - 1, Math.max(0, Math.floor(v * level.height)));
  const p = (y * level.width + x) * 4;
  const alpha = (level.pixels[p + 3] ?? 0) / 255;
  if (alpha < 0.2) return [128, 128, 128];
  return [
    (level.pixels[p] ?? 0) / alpha,
    (level.pixels[p + 1] ?? 0) / alpha,
    (level.pixels[p + 2] ?? 0) / alpha,
  ];
}
