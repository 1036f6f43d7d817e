import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { painted } from '../diorama/materials.ts';
import { KERB_METRES, type StreetLook } from './street-looks.ts';
import type { StreetSite } from './street-site.ts';

const IRON: Rgb = [52, 56, 58];
const WARM: Rgb = [255, 208, 136];

/** Lamps everywhere; a fountain, bins or flower tubs where they belong. */
export function furnishStreet(site: StreetSite): void {
  const { look } = site;
  const spacing = look.end < 40 ? 13 : 15;
  for (let y = -9; y < Math.min(look.end, 95); y += spacing)
    for (const side of [-1, 1]) lampPost(site, lampX(look) * side, y + (side > 0 ? spacing * 0.4 : 0), side);
  if (look.road === 'slabs') fountain(site, 0, 13);
  if (look.facade === 'brick') bins(site);
  if (look.facade === 'plaster') tubs(site);
}

function lampX(look: StreetLook): number {
  if (look.road === 'slabs') return 8.5;
  return look.facadeAt - look.roadHalf > 0.3 ? look.roadHalf + 0.45 : look.roadHalf - 0.15;
}

function lampPost(site: StreetSite, x: number, y: number, side: number): void {
  const { builder, night } = site;
  const iron = painted(builder, IRON);
  const base = site.look.road === 'slabs' ? 0 : KERB_METRES;
  const lit = painted(builder, [255, 236, 190], night > 0.3 ? 1 : 0.2);
  const modern = site.look.facade === 'glass' || site.look.facade === 'concrete';
  const height = modern ? 6.2 : 4.2;
  builder.round([x, y, base], 0.11, 0.09, 0.5, iron, { lightStep: 0.5, sides: 8, casts: false });
  builder.round([x, y, base], 0.055, 0.055, height, iron, { lightStep: 0.5, sides: 6, cap: null });
  const headX = modern ? x - 1.1 * side : x;
  if (modern) {
    builder.block(
      [Math.min(x, headX) - 0.04, y - 0.04, height],
      [Math.max(x, headX) + 0.04, y + 0.04, height + 0.08],
      iron,
      { under: true },
    );
    builder.box(
      [headX - 0.32, y - 0.12, height - 0.07],
      [headX + 0.32, y + 0.12, height + 0.02],
      { front: lit, back: lit, left: lit, right: lit, bottom: lit, top: iron },
      { casts: false },
    );
  } else {
    builder.round([x, y, height], 0.1, 0.17, 0.42, lit, {
      lightStep: 0.5,
      sides: 8,
      cap: null,
      casts: false,
    });
    builder.round([x, y, height + 0.42], 0.21, 0.03, 0.2, iron, { lightStep: 0.5, sides: 8, casts: false });
  }
  if (night <= 0.3) return;
  const halo = builder.texture('halo', () =>
    new Canvas(128, 128, 1, 1).mark(0).ellipse(0.5, 0.5, 0.5, 0.5, [150, 116, 66], 1, 1),
  );
  const z = height + (modern ? -0.05 : 0.2);
  builder.quad(
    [headX - 1.1, y - 0.3, z + 1.1],
    [2.2, 0, 0],
    [0, 0, -2.2],
    { texture: halo, blending: 'cutout', glow: 1 },
    { twoSided: true },
  );
  if (y > -16 && y < 50) {
    const k = (modern ? 12 : site.look.road === 'slabs' ? 14 : 7) * night;
    site.lamps.push({
      position: [headX, y, height - 0.1],
      colour: [(WARM[0] / 255) * k, (WARM[1] / 255) * k, (WARM[2] / 255) * k],
      radiusMetres: 0.3,
      aim: null,
    });
  }
}

function fountain(site: StreetSite, x: number, y: number): void {
  const { builder } = site;
  const stone = painted(builder, [204, 194, 176]);
  const water = painted(builder, [112, 156, 176], 0.05);
  builder.round([x, y, 0], 3.1, 3.1, 0.18, stone, { lightStep: 0.5, sides: 22 });
  builder.round([x, y, 0.18], 2.7, 2.7, 0.5, stone, { lightStep: 0.5, sides: 22 });
  builder.round([x, y, 0.66], 2.45, 2.45, 0.04, water, { lightStep: 0.5, sides: 22 });
  builder.round([x, y, 0.6], 0.35, 0.25, 1.3, stone, { lightStep: 0.5, sides: 12 });
  builder.round([x, y, 1.9], 0.25, 1.05, 0.3, stone, { lightStep: 0.5, sides: 16, cap: water });
  builder.round([x, y, 2.2], 0.18, 0.12, 0.7, stone, { lightStep: 0.5, sides: 10 });
  builder.round([x, y, 2.9], 0.12, 0.45, 0.18, stone, { lightStep: 0.5, sides: 12, cap: water });
  const jet = builder.texture('jet', () => {
    const canvas = new Canvas(128, 128, 1, 1).mark(0.25);
    for (let i = 0; i < 9; i++) {
      const reach = 0.05 + i * 0.05;
      for (const side of [-1, 1]) {
        let fromX = 0.5;
        let fromY = 0.08;
        for (let step = 1; step <= 8; step++) {
          const k = step / 8;
          const toX = 0.5 + side * reach * k;
          const toY = 0.08 - Math.sin(k * Math.PI) * 0.06 + k * k * 0.86;
          canvas.line(fromX, fromY, toX, toY, 0.012, [216, 232, 244], 0.2);
          fromX = toX;
          fromY = toY;
        }
      }
    }
    return canvas;
  });
  builder.quad(
    [x - 1.9, y - 0.9, 3.3],
    [3.8, 0, 0],
    [0, 0, -2.7],
    { texture: jet, blending: 'cutout' },
    { twoSided: true },
  );
}

function bins(site: StreetSite): void {
  const { builder, look, random } = site;
  for (let i = 0; i < 6; i++) {
    const side = random() < 0.5 ? -1 : 1;
    const x = side * (look.facadeAt - 0.55);
    const y = 3 + i * 5 + random() * 2;
    const colour: Rgb = random() < 0.5 ? [58, 84, 70] : [88, 92, 98];
    if (random() < 0.5) {
      builder.block([x - 0.4, y, 0.1], [x + 0.4, y + 1.3, 1.15], painted(builder, colour));
      builder.block([x - 0.44, y - 0.04, 1.15], [x + 0.44, y + 1.34, 1.24], painted(builder, [40, 42, 46]), {
        under: true,
      });
    } else {
      builder.round([x, y, 0], 0.26, 0.3, 0.8, painted(builder, [126, 130, 134]), {
        lightStep: 0.5,
        sides: 12,
      });
      builder.block([x - 0.3, y + 0.5, 0], [x + 0.3, y + 1.1, 0.5], painted(builder, [160, 120, 78]));
    }
  }
}

function tubs(site: StreetSite): void {
  const { builder, look, random } = site;
  const bush = builder.texture('bush', () => {
    const canvas = new Canvas(128, 128, 1, 1).mark(1);
    for (let i = 0; i < 90; i++) {
      const turn = i * 2.4;
      const out = Math.sqrt(i / 90) * 0.36;
      const tone = 0.55 + random() * 0.6;
      const flower = random() < 0.12;
      canvas.ellipse(
        0.5 + Math.cos(turn) * out,
        0.55 + Math.sin(turn) * out,
        0.065,
        0.055,
        flower ? [226, 92, 112] : [82 * tone, 138 * tone, 70 * tone],
      );
    }
    return canvas;
  });
  for (let y = -1; y < 42; y += 7.5) {
    for (const side of [-1, 1]) {
      const x = side * (look.facadeAt - 0.5);
      const at = y + random() * 3;
      builder.block(
        [x - 0.26, at, KERB_METRES],
        [x + 0.26, at + 0.52, 0.6],
        painted(builder, [150, 108, 84]),
      );
      builder.quad(
        [x - 0.5, at + 0.25, 1.35],
        [1, 0, 0],
        [0, 0, -0.95],
        { texture: bush, blending: 'cutout' },
        { twoSided: true },
      );
      builder.quad(
        [x, at - 0.25, 1.35],
        [0, 1, 0],
        [0, 0, -0.95],
        { texture: bush, blending: 'cutout' },
        { twoSided: true },
      );
    }
  }
}
