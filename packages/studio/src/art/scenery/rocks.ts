import { clamp, smoothstep, TAU } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import { randomStream } from '../../maths/random.ts';
import { createPainter, createRamp, lay, LIGHT_X, LIGHT_Y, LIGHT_Z, type Painter } from './painter.ts';

const GREY = createRamp([50, 42, 74], [96, 88, 116], [144, 138, 156], [190, 184, 192], [232, 226, 224]);
const WARM = createRamp([66, 42, 62], [118, 88, 96], [166, 136, 128], [208, 182, 164], [240, 222, 200]);
const SNOW = createRamp([118, 140, 196], [168, 190, 230], [214, 228, 248], [244, 249, 255], [255, 255, 255]);

const LOOKS = {
  rock: { aspect: 1.5, facets: 17, ramp: GREY, snowy: false },
  snowy_rock: { aspect: 1.5, facets: 17, ramp: GREY, snowy: true },
  boulder: { aspect: 1.15, facets: 22, ramp: WARM, snowy: false },
} as const;

/** A face of the stone: a plane of distance 1 or less from the middle, by its outward normal. */
interface Facet {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly distance: number;
}

/** How softly the faces meet: larger is sharper. */
const SHARPNESS = 60;
/** A plane this much higher than the lowest weighs less than 1 %. */
const NEGLIGIBLE = 0.08;
/** Below this height a pixel is surely outside the stone, its soft edge included. */
const OUTSIDE = 0.2;

/** A stone cut by planes with rounded edges, each pixel lit by the blended normal of the faces in front. */
export function paintRock(id: keyof typeof LOOKS, variant: number, heightPx: number): Painter {
  const { aspect, facets: count, ramp, snowy } = LOOKS[id];
  const random = randomStream(variant * 3571 + 17, id === 'snowy_rock' ? 'rock' : id);
  const facets = cutFacets(random, count);
  const noise = createNoise(variant + 3);
  const painter = createPainter(aspect, heightPx);
  for (let py = 0; py < painter.height; py++)
    for (let px = 0; px < painter.width; px++) {
      const x = ((px + 0.5) / painter.width) * 2.3 - 1.15;
      const y = ((py + 0.5) / painter.height) * 1.75 - 1.1;
      let lowest = Infinity;
      for (const facet of facets) lowest = Math.min(lowest, depthOf(facet, x, y));
      if (lowest < -OUTSIDE) continue;
      // The stone's surface is the lowest of the planes; a soft minimum rounds the edges between them.
      let weights = 0;
      let normalX = 0;
      let normalY = 0;
      let normalZ = 0;
      for (const facet of facets) {
        const above = depthOf(facet, x, y) - lowest;
        if (above > NEGLIGIBLE) continue;
        const weight = Math.exp(-above * SHARPNESS);
        weights += weight;
        normalX += facet.x * weight;
        normalY += facet.y * weight;
        normalZ += facet.z * weight;
      }
      const surface = lowest - Math.log(weights) / SHARPNESS;
      const slope = Math.max(1, Math.hypot(normalX, normalY) / normalZ);
      const edge = clamp((surface / slope) * painter.height * 0.57 + 0.5);
      const ground = clamp((0.62 - y) * painter.height * 0.57);
      if (edge * ground <= 0) continue;
      const length = Math.hypot(normalX, normalY, normalZ);
      const grain = noise.fractal(x * 9 + 9, y * 9 + 9, 4);
      const up = -normalY / length;
      const lit = (normalX * LIGHT_X + normalY * LIGHT_Y + normalZ * LIGHT_Z) / length;
      const low = smoothstep(0.1, 0.65, y) * 0.16;
      lay(painter, py * painter.width + px, ramp, 0.2 + lit * 0.62 + grain * 0.09 - low, edge * ground);
      // The snow lies by the soft form of the stone, with a wavy edge of its own: grain would tear the edge to rags.
      const drift = snowy ? noise.fractal(x * 2.1 + 31, y * 1.2 + 7, 2) : 0;
      const cover = snowy ? smoothstep(0.05, 0.1, up * 0.55 + drift * 0.22 - 0.3 - y * 0.55) : 0;
      lay(painter, py * painter.width + px, SNOW, 0.5 + lit * 0.4, cover * edge);
    }
  return painter;
}

function depthOf(facet: Facet, x: number, y: number): number {
  return (facet.distance - facet.x * x - facet.y * y) / facet.z;
}

function cutFacets(random: () => number, count: number): readonly Facet[] {
  const facets: Facet[] = [];
  for (let i = 0; i < count; i++) {
    const z = 0.05 + (0.95 * (i + 0.5)) / count;
    const ring = Math.sqrt(1 - z * z);
    const angle = i * 2.39996 + random() * TAU * 0.1;
    facets.push({
      x: Math.cos(angle) * ring,
      y: Math.sin(angle) * ring,
      z,
      distance: 0.72 + random() * 0.28,
    });
  }
  return facets;
}
