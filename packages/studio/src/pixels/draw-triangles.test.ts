import { describe, expect, it } from 'vitest';
import { drawTriangles } from './draw-triangles.ts';
import { createPicture } from './picture.ts';
import type { Picture } from './picture.ts';

function filled(
  width: number,
  height: number,
  red: number,
  green: number,
  blue: number,
  alpha: number,
): Picture {
  const picture = createPicture(width, height);
  for (let i = 0; i < picture.rgba.length; i += 4) picture.rgba.set([red, green, blue, alpha], i);
  return picture;
}

/** A square of `size` texels in two triangles, its corner at (x, y), turned by `angle` and scaled. */
function square(
  texture: Picture,
  x: number,
  y: number,
  angle = 0,
  scale = 1,
): Parameters<typeof drawTriangles>[1] {
  const { width, height } = texture;
  const texels = Float32Array.of(0, 0, width, 0, 0, height, width, height);
  const positions = texels.map((_, at) => {
    const u = (texels[at - (at % 2)] ?? 0) * scale;
    const v = (texels[at - (at % 2) + 1] ?? 0) * scale;
    return at % 2 === 0
      ? x + u * Math.cos(angle) - v * Math.sin(angle)
      : y + u * Math.sin(angle) + v * Math.cos(angle);
  });
  return { positions, texels, triangles: Uint16Array.of(0, 1, 3, 0, 3, 2), texture };
}

describe('drawTriangles', () => {
  it('lays a texture on whole pixels without changing it', () => {
    const texture = createPicture(16, 12);
    for (let i = 0; i < texture.rgba.length; i++) texture.rgba[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
    const target = filled(20, 20, 1, 2, 3, 255);
    drawTriangles(target, square(texture, 2, 3));
    for (let y = 0; y < 11; y++)
      for (let x = 0; x < 15; x++)
        for (let channel = 0; channel < 3; channel++)
          expect(target.rgba[((y + 3) * 20 + x + 2) * 4 + channel]).toBeCloseTo(
            texture.rgba[(y * 16 + x) * 4 + channel] ?? 0,
            -0.5,
          );
    expect([...target.rgba.subarray(0, 4)]).toEqual([1, 2, 3, 255]);
  });

  it('blends no pixel twice and leaves none out where triangles meet, at any angle', () => {
    // Half transparent: a pixel that is blended twice is brighter, one left out is black.
    const texture = filled(64, 64, 100, 100, 100, 128);
    for (let step = 0; step < 12; step++) {
      const target = filled(128, 128, 0, 0, 0, 255);
      drawTriangles(target, square(texture, 64, 24, 0.13 + step * 0.11, 0.8));
      const values = new Set<number>();
      for (let i = 0; i < target.rgba.length; i += 4) values.add(target.rgba[i] ?? 0);
      expect([...values].sort((a, b) => a - b)).toEqual([0, 100]);
    }
  });

  it('is smooth where the texture is, and keeps the target opaque', () => {
    const texture = filled(32, 32, 0, 0, 0, 0);
    for (let y = 8; y < 24; y++)
      for (let x = 8; x < 24; x++) texture.rgba.set([255, 255, 255, 255], (y * 32 + x) * 4);
    const target = filled(48, 48, 0, 0, 0, 255);
    drawTriangles(target, square(texture, 4.5, 4.5));
    expect(target.rgba[(20 * 48 + 12) * 4]).toBeGreaterThan(100);
    expect(target.rgba[(20 * 48 + 12) * 4]).toBeLessThan(155);
    expect(target.rgba.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  });

  it('draws what lies partly outside of the target, and nothing of what lies beyond it', () => {
    const texture = filled(32, 32, 200, 0, 0, 255);
    const target = filled(16, 16, 0, 0, 0, 255);
    drawTriangles(target, square(texture, -10, -10));
    expect(target.rgba[0]).toBe(200);
    drawTriangles(filled(16, 16, 0, 0, 0, 255), square(texture, 500, -300));
    drawTriangles(filled(16, 16, 0, 0, 0, 255), square(texture, 3, 3, 0, 0));
  });
});
