import { hash2 } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { blend, shadeOf } from '../diorama/materials.ts';
import type { FacadeKind, StreetLook } from './street-looks.ts';

export interface FacadePlan {
  readonly widthMetres: number;
  readonly heightMetres: number;
  readonly storeyMetres: number;
  readonly bays: number;
}

const GROUND_FLOOR = 3.7;
const GLASS_DAY: Rgb = [104, 130, 154];
const LIT: readonly Rgb[] = [
  [255, 214, 140],
  [255, 196, 118],
  [255, 232, 184],
  [214, 226, 255],
];
const NEON: readonly Rgb[] = [
  [255, 60, 150],
  [60, 220, 255],
  [255, 190, 60],
  [140, 90, 255],
  [70, 255, 170],
];

/** The front of one house. The fourth channel marks what shines at night: windows, shops, signs. */
export function paintFacade(
  look: StreetLook,
  plan: FacadePlan,
  colour: Rgb,
  night: number,
  seed: number,
): Canvas {
  const canvas = new Canvas(512, 1024, plan.widthMetres, plan.heightMetres).base(colour);
  paintWall(canvas, look.facade, plan, colour, seed);
  const top = look.facade === 'plaster' ? 0.9 : 0.6;
  const storeys = Math.max(1, Math.floor((plan.heightMetres - GROUND_FLOOR - top) / plan.storeyMetres));
  const bay = plan.widthMetres / plan.bays;
  for (let storey = 0; storey < storeys; storey++) {
    const floor = plan.heightMetres - GROUND_FLOOR - storey * plan.storeyMetres;
    if (look.facade !== 'glass')
      canvas
        .rect(0, floor - 0.1, plan.widthMetres, 0.1, shadeOf(colour, 1.1))
        .rect(0, floor, plan.widthMetres, 0.05, shadeOf(colour, 0.72));
    for (let column = 0; column < plan.bays; column++) {
      const id = storey * 31 + column;
      const lit = hash2(id, 1, seed) < 0.48 * night;
      if (look.facade === 'glass')
        glassBay(
          canvas,
          column * bay,
          floor - plan.storeyMetres,
          bay,
          plan.storeyMetres,
          lit,
          id,
          seed,
          night,
        );
      else if (look.facade !== 'brick' || hash2(id, 8, seed) < 0.55)
        framedWindow(
          canvas,
          look,
          (column + 0.5) * bay,
          floor - plan.storeyMetres * 0.28,
          bay,
          plan.storeyMetres,
          colour,
          lit,
          id,
          seed,
          night,
        );
    }
  }
  if (look.shops) shopFloor(canvas, look, plan, night, seed);
  else backDoor(canvas, plan, night, seed);
  canvas
    .mark(0)
    .gradient(0, plan.heightMetres - 1.2, plan.widthMetres, 1.2, [30, 26, 24], [30, 26, 24], 0, 0.22);
  return canvas;
}

function paintWall(canvas: Canvas, kind: FacadeKind, plan: FacadePlan, colour: Rgb, seed: number): void {
  switch (kind) {
    case 'plaster':
      canvas.grain(seed, 0.07, 30, 60, 2).grain(seed + 1, 0.1, 3, 5, 2);
      for (const x of [0, plan.widthMetres - 0.4])
        for (let stone = 0; stone < plan.heightMetres / 0.5; stone++)
          canvas.rect(x, stone * 0.5 + 0.02, stone % 2 ? 0.4 : 0.28, 0.46, shadeOf(colour, 1.12), 0.8);
      break;
    case 'glass':
      canvas.gradient(0, 0, plan.widthMetres, plan.heightMetres, shadeOf(colour, 1.1), shadeOf(colour, 0.8));
      break;
    case 'concrete':
      canvas.grain(seed, 0.16, 20, 40, 2).grain(seed + 1, 0.2, 4, 3, 3);
      for (let x = 0; x < 9; x++)
        canvas.gradient(
          hash2(x, 3, seed) * plan.widthMetres,
          0,
          0.3,
          plan.heightMetres * 0.5,
          [20, 20, 24],
          [20, 20, 24],
          0.18,
          0,
        );
      break;
    case 'brick': {
      for (let row = 0; row * 0.1 < plan.heightMetres; row++)
        for (let column = -1; column * 0.3 < plan.widthMetres; column++)
          canvas.rect(
            column * 0.3 + (row % 2) * 0.15 + 0.012,
            row * 0.1 + 0.012,
            0.276,
            0.076,
            shadeOf(colour, 0.78 + hash2(row, column, seed) * 0.5),
          );
      canvas.grain(seed + 1, 0.18, 4, 6, 3);
      break;
    }
  }
}

function glassBay(
  canvas: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  lit: boolean,
  id: number,
  seed: number,
  night: number,
): void {
  const shine = 0.55 + hash2(id, 4, seed) * 0.75;
  const pane: Rgb = shadeOf(GLASS_DAY, shine * (1 - night * 0.6));
  canvas.mark(0).rect(x + 0.06, y + 0.5, width - 0.12, height - 0.55, shadeOf(pane, 0.8));
  canvas.gradient(
    x + 0.1,
    y + 0.54,
    width - 0.2,
    height - 0.64,
    blend(pane, [222, 236, 248], 0.62 * (1 - night)),
    pane,
  );
  if (lit) {
    const colour = LIT[Math.floor(hash2(id, 5, seed) * LIT.length)] ?? [255, 220, 160];
    canvas.mark(0.85).gradient(x + 0.1, y + 0.54, width - 0.2, height - 0.64, colour, shadeOf(colour, 0.62));
    canvas
      .mark(0.3)
      .rect(x + 0.2 + hash2(id, 6, seed) * (width - 0.8), y + height - 0.75, 0.4, 0.65, shadeOf(colour, 0.4));
  }
  canvas.mark(0).rect(x + width / 2 - 0.025, y + 0.5, 0.05, height - 0.55, [70, 78, 86]);
}

function framedWindow(
  canvas: Canvas,
  look: StreetLook,
  middle: number,
  sill: number,
  bay: number,
  storey: number,
  wall: Rgb,
  lit: boolean,
  id: number,
  seed: number,
  night: number,
): void {
  const width = Math.min(1.25, bay * 0.48);
  const height = storey * (look.facade === 'plaster' ? 0.58 : 0.5);
  const x = middle - width / 2;
  const y = sill - height;
  const trim = look.facade === 'plaster' ? shadeOf(wall, 1.18) : shadeOf(wall, 0.7);
  canvas
    .mark(0)
    .rect(x - 0.14, y - 0.16, width + 0.28, height + 0.2, trim)
    .rect(x - 0.16, y - 0.24, width + 0.32, 0.1, shadeOf(trim, 1.06));
  canvas.rect(x, y, width, height, [64, 56, 52]);
  const pane = shadeOf(GLASS_DAY, (0.55 + hash2(id, 2, seed) * 0.5) * (1 - night * 0.65));
  canvas.gradient(
    x + 0.05,
    y + 0.12,
    width - 0.1,
    height - 0.16,
    blend(pane, [196, 214, 230], 0.4 * (1 - night)),
    pane,
  );
  if (lit) {
    const colour = LIT[Math.floor(hash2(id, 5, seed) * LIT.length)] ?? [255, 220, 160];
    canvas.mark(0.9).gradient(x + 0.05, y + 0.12, width - 0.1, height - 0.16, colour, shadeOf(colour, 0.7));
  }
  if (hash2(id, 6, seed) < 0.55) {
    const curtain = lit ? 0.35 : 0;
    canvas
      .mark(curtain)
      .rect(x + 0.05, y + 0.1, width * 0.2, height - 0.14, [226, 214, 196], 0.75)
      .rect(x + width * 0.8 - 0.05, y + 0.1, width * 0.2, height - 0.14, [226, 214, 196], 0.75);
  }
  canvas
    .mark(0)
    .gradient(x, y, width, 0.3, [0, 0, 0], [0, 0, 0], 0.6, 0)
    .gradient(x, y, 0.1, height, [0, 0, 0], [0, 0, 0], 0.35, 0.35);
  const bar: Rgb = look.facade === 'plaster' ? [238, 234, 226] : [58, 60, 66];
  canvas
    .rect(middle - 0.03, y + 0.08, 0.06, height - 0.1, bar)
    .rect(x + 0.03, y + height * 0.34, width - 0.06, 0.05, bar);
  canvas
    .rect(x - 0.2, sill, width + 0.4, 0.1, shadeOf(trim, 1.1))
    .rect(x - 0.2, sill + 0.1, width + 0.4, 0.06, [0, 0, 0], 0.35);
  if (look.facade === 'plaster' && hash2(3, 3, seed) < 0.6) shutters(canvas, x, y, width, height, seed);
}

const SHUTTERS: readonly Rgb[] = [
  [86, 118, 104],
  [110, 70, 58],
  [84, 104, 132],
  [120, 124, 108],
];

function shutters(canvas: Canvas, x: number, y: number, width: number, height: number, seed: number): void {
  const colour = SHUTTERS[Math.floor(hash2(4, 3, seed) * SHUTTERS.length)] ?? [86, 118, 104];
  for (const left of [x - 0.52, x + width + 0.12]) {
    canvas.rect(left, y - 0.02, 0.4, height + 0.02, colour);
    for (let slat = 0; slat < height / 0.1; slat++)
      canvas.rect(left + 0.05, y + slat * 0.1, 0.3, 0.035, shadeOf(colour, 0.72));
  }
}

function shopFloor(canvas: Canvas, look: StreetLook, plan: FacadePlan, night: number, seed: number): void {
  const top = plan.heightMetres - GROUND_FLOOR;
  const palette: readonly Rgb[] =
    look.facade === 'plaster'
      ? [
          [52, 78, 72],
          [110, 42, 44],
          [44, 58, 88],
          [86, 62, 44],
        ]
      : [
          [44, 46, 52],
          [58, 52, 50],
          [40, 50, 58],
        ];
  const frame = palette[Math.floor(hash2(1, 9, seed) * palette.length)] ?? [52, 78, 72];
  canvas.mark(0).rect(0.3, top + 0.15, plan.widthMetres - 0.6, GROUND_FLOOR - 0.15, frame);
  const sign = look.neonSigns
    ? (NEON[Math.floor(hash2(2, 9, seed) * NEON.length)] ?? [255, 60, 150])
    : blend(frame, [255, 240, 210], 0.15);
  canvas
    .mark(look.neonSigns ? Math.max(0.25, night * 0.95) : 0)
    .rect(0.5, top + 0.28, plan.widthMetres - 1, 0.62, look.neonSigns ? shadeOf(sign, 0.5) : sign);
  lettering(
    canvas,
    plan.widthMetres * 0.28,
    top + 0.38,
    plan.widthMetres * 0.44,
    0.4,
    look.neonSigns ? [255, 250, 240] : [244, 226, 176],
    seed,
  );
  const inside = LIT[Math.floor(hash2(5, 9, seed) * 3)] ?? [255, 220, 160];
  const panes = 3;
  const width = (plan.widthMetres - 1.2) / panes;
  const door = Math.floor(hash2(6, 9, seed) * panes);
  for (let pane = 0; pane < panes; pane++) {
    const x = 0.6 + pane * width + 0.08;
    const w = width - 0.16;
    const bottom = pane === door ? 0.1 : 0.7;
    const height = GROUND_FLOOR - 1.1 - bottom;
    shopPane(canvas, x, top + 1.1, w, height, inside, pane, night, seed);
    canvas.mark(0).polygon(
      [
        [x + w * 0.1, top + 1.1],
        [x + w * 0.35, top + 1.1],
        [x + w * 0.1, top + 1.1 + height],
        [x, top + 1.1 + height],
      ],
      [255, 255, 255],
      0.13 * (1 - night),
    );
    if (pane === door)
      canvas
        .rect(x + w / 2 - 0.04, top + 1.1, 0.08, height, frame)
        .rect(x + w / 2 + 0.1, top + 2.3, 0.05, 0.4, [214, 196, 140]);
    canvas.gradient(x, top + 1.1, w, 0.3, [0, 0, 0], [0, 0, 0], 0.45 * (1 - night * 0.6), 0);
  }
}

function shopPane(
  canvas: Canvas,
  x: number,
  y: number,
  w: number,
  height: number,
  inside: Rgb,
  pane: number,
  night: number,
  seed: number,
): void {
  const day = blend(GLASS_DAY, inside, 0.25);
  canvas
    .mark(night * 0.85)
    .gradient(x, y, w, height, blend(day, inside, night), shadeOf(blend(day, inside, night), 0.6));
  for (let item = 0; item < 7; item++) {
    const at = x + 0.1 + hash2(item, pane + 20, seed) * (w - 0.4);
    const size = 0.18 + hash2(item, pane + 30, seed) * 0.28;
    const goods: Rgb = [
      90 + hash2(item, 40, seed) * 150,
      70 + hash2(item, 41, seed) * 130,
      60 + hash2(item, 42, seed) * 130,
    ];
    canvas.mark(night * 0.4).rounded(at, y + height - size - 0.05, size * 0.8, size, 0.05, goods, 0.85);
  }
}

/** Strokes that read as lettering from across a street, without being any letters. */
function lettering(
  canvas: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: Rgb,
  seed: number,
): void {
  let at = x;
  for (let sign = 0; at < x + width - height * 0.5; sign++) {
    const w = height * (0.4 + hash2(sign, 50, seed) * 0.25);
    const stroke = height * 0.14;
    canvas.rect(at, y, stroke, height, colour);
    if (hash2(sign, 51, seed) < 0.7) canvas.rect(at, y, w, stroke, colour);
    if (hash2(sign, 52, seed) < 0.6) canvas.rect(at, y + height * 0.43, w * 0.85, stroke, colour);
    if (hash2(sign, 53, seed) < 0.6) canvas.rect(at, y + height - stroke, w, stroke, colour);
    if (hash2(sign, 54, seed) < 0.5) canvas.rect(at + w - stroke, y, stroke, height, colour);
    at += w + height * 0.22;
  }
}

function backDoor(canvas: Canvas, plan: FacadePlan, night: number, seed: number): void {
  const x = plan.widthMetres * (0.2 + hash2(1, 60, seed) * 0.5);
  const top = plan.heightMetres - 2.35;
  const colour: Rgb = hash2(2, 60, seed) < 0.5 ? [70, 92, 88] : [104, 62, 48];
  canvas
    .mark(0)
    .rect(x - 0.1, top - 0.1, 1.3, 2.45, [70, 66, 64])
    .rect(x, top, 1.1, 2.35, colour)
    .rect(x + 0.12, top + 0.2, 0.86, 0.9, shadeOf(colour, 0.8))
    .rect(x + 0.12, top + 1.25, 0.86, 0.9, shadeOf(colour, 0.8));
  canvas.ellipse(x + 0.98, top + 1.2, 0.04, 0.04, [200, 190, 150]);
  canvas.mark(night).rounded(x + 0.4, top - 0.5, 0.3, 0.22, 0.05, [255, 220, 150]);
  canvas
    .mark(0)
    .rect(plan.widthMetres * 0.88, 0, 0.13, plan.heightMetres, [70, 74, 76])
    .rect(plan.widthMetres * 0.88, 0, 0.04, plan.heightMetres, [130, 134, 136]);
}

/** A standing sign of glowing bars on a dark plate, for streets of lights. */
export function paintBladeSign(seed: number, night: number): Canvas {
  const colour = NEON[Math.floor(hash2(1, 70, seed) * NEON.length)] ?? [255, 60, 150];
  const second = NEON[Math.floor(hash2(2, 70, seed) * NEON.length)] ?? [60, 220, 255];
  const canvas = new Canvas(128, 512, 1, 4).base([24, 22, 34]);
  canvas.mark(0.35 + 0.65 * night);
  canvas
    .rounded(0.06, 0.06, 0.88, 3.88, 0.14, colour)
    .mark(0.3)
    .rounded(0.13, 0.13, 0.74, 3.74, 0.1, shadeOf(colour, 0.22))
    .mark(0.35 + 0.65 * night);
  for (let glyph = 0; glyph < 4; glyph++)
    lettering(
      canvas,
      0.26,
      0.35 + glyph * 0.88,
      0.62,
      0.6,
      glyph % 2 ? blend(second, [255, 255, 255], 0.3) : blend(colour, [255, 255, 255], 0.45),
      seed + glyph,
    );
  return canvas;
}

export function neonColour(seed: number): Rgb {
  return NEON[Math.floor(hash2(1, 70, seed) * NEON.length)] ?? [255, 60, 150];
}
