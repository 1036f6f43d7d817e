import { hash2 } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from './canvas.ts';
import type { DioramaBuilder } from './builder.ts';
import type { Material } from './diorama.ts';

/** Surface patterns that repeat without a seam. Each maker registers its texture once per name. */

export function shadeOf(colour: Rgb, factor: number): Rgb {
  return [
    Math.min(255, colour[0] * factor),
    Math.min(255, colour[1] * factor),
    Math.min(255, colour[2] * factor),
  ];
}

export function blend(a: Rgb, b: Rgb, k: number): Rgb {
  return [a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k, a[2] + (b[2] - a[2]) * k];
}

/** Painted wood, plaster, enamel: one colour with a breath of unevenness. The colour is a tint, so all share one texture. */
export function painted(builder: DioramaBuilder, colour: Rgb, glow = 0): Material {
  const texture = builder.texture('painted', () =>
    new Canvas(128, 128, 1, 1).base([255, 255, 255]).grain(11, 0.03, 6, 6, 4),
  );
  return { texture, tint: colour, tile: [1.6, 1.6], glow };
}

/** Boards running away from the camera, each with its own tone and grain. */
export function planks(
  builder: DioramaBuilder,
  name: string,
  colour: Rgb,
  seed: number,
  boardMetres = 0.16,
): Material {
  const size = 2.56;
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(512, 512, size, size);
    const count = Math.round(size / boardMetres);
    const width = size / count;
    for (let board = 0; board < count; board++) {
      const joint = hash2(board, 1, seed) * size;
      const tones = [0.84 + hash2(board, 2, seed) * 0.26, 0.84 + hash2(board, 3, seed) * 0.26];
      canvas.rect(board * width, 0, width, joint, shadeOf(colour, tones[0] ?? 1));
      canvas.rect(board * width, joint, width, size - joint, shadeOf(colour, tones[1] ?? 1));
    }
    canvas.grain(seed, 0.22, 96, 5, 3).grain(seed + 1, 0.12, 8, 4, 3);
    for (let board = 0; board < count; board++) {
      const joint = hash2(board, 1, seed) * size;
      canvas.rect(board * width, 0, 0.006, size, [20, 12, 8], 0.55);
      canvas.rect(board * width + 0.006, 0, 0.005, size, [255, 240, 220], 0.12);
      canvas.rect(board * width, joint, width, 0.006, [20, 12, 8], 0.5);
    }
    return canvas;
  });
  return { texture, tile: [size, size] };
}

/** Solid wood with the grain along the texture's width, for furniture. */
export function wood(builder: DioramaBuilder, name: string, colour: Rgb, seed: number): Material {
  const texture = builder.texture(name, () =>
    new Canvas(256, 256, 1, 1)
      .base(colour)
      .grain(seed, 0.2, 3, 48, 3)
      .grain(seed + 1, 0.1, 4, 6, 3),
  );
  return { texture, tile: [1.1, 1.1] };
}

/** Square tiles, two colours in a chequer when they differ, with bright joints or dark. */
export function tiles(
  builder: DioramaBuilder,
  name: string,
  first: Rgb,
  second: Rgb,
  joint: Rgb,
  sideMetres: number,
  seed: number,
): Material {
  const count = 8;
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(512, 512, count, count).base(joint);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        const colour = shadeOf((row + column) % 2 ? first : second, 0.95 + hash2(row, column, seed) * 0.09);
        canvas.rounded(column + 0.025, row + 0.025, 0.95, 0.95, 0.05, shadeOf(colour, 0.9));
        canvas.rounded(column + 0.025, row + 0.025, 0.92, 0.92, 0.05, colour);
        canvas.gradient(column + 0.06, row + 0.06, 0.86, 0.5, [255, 255, 255], [255, 255, 255], 0.16, 0);
      }
    }
    return canvas.grain(seed, 0.05, 12, 12, 3);
  });
  return { texture, tile: [sideMetres * count, sideMetres * count] };
}

export function brick(
  builder: DioramaBuilder,
  name: string,
  colour: Rgb,
  joint: Rgb,
  seed: number,
): Material {
  const size = 1.92;
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(512, 512, size, size).base(joint);
    const rows = 24;
    const height = size / rows;
    const length = size / 8;
    for (let row = 0; row < rows; row++) {
      for (let column = -1; column < 8; column++) {
        const tone = 0.78 + hash2(row, (column + 8) % 8, seed) * 0.38;
        const warm = hash2(row, (column + 8) % 8, seed + 1) * 14 - 7;
        const x = column * length + (row % 2 ? length / 2 : 0);
        const face: Rgb = [colour[0] * tone + warm, colour[1] * tone, colour[2] * tone - warm];
        canvas.rect(x + 0.005, row * height + 0.005, length - 0.01, height - 0.01, face);
        canvas.rect(x + 0.005, row * height + 0.005, length - 0.01, 0.008, [255, 255, 255], 0.1);
        canvas.rect(x + 0.005, row * height + height - 0.013, length - 0.01, 0.008, [0, 0, 0], 0.18);
      }
    }
    return canvas.grain(seed, 0.22, 64, 64, 3).grain(seed + 2, 0.12, 6, 6, 3);
  });
  return { texture, tile: [size, size] };
}

/** Woven cloth or carpet: short-range grain, a hint of rows. */
export function cloth(builder: DioramaBuilder, name: string, colour: Rgb, seed: number): Material {
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(256, 256, 1, 1).base(colour);
    for (let row = 0; row < 64; row++) canvas.rect(0, row / 64, 1, 1 / 128, [0, 0, 0], 0.05);
    return canvas.grain(seed, 0.16, 128, 128, 2).grain(seed + 1, 0.08, 5, 5, 3);
  });
  return { texture, tile: [0.7, 0.7] };
}

/** Vertical stripes with small sprigs between them. */
export function wallpaper(
  builder: DioramaBuilder,
  name: string,
  ground: Rgb,
  figure: Rgb,
  seed: number,
): Material {
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(512, 512, 1.2, 1.2).base(ground);
    for (let stripe = 0; stripe < 4; stripe++) {
      canvas.rect(stripe * 0.3, 0, 0.15, 1.2, figure, 0.22);
      for (let row = 0; row < 4; row++) {
        const x = stripe * 0.3 + 0.225;
        const y = row * 0.3 + (stripe % 2 ? 0.15 : 0.05) + 0.05;
        canvas.ellipse(x, y, 0.016, 0.028, figure, 0.6).ellipse(x - 0.024, y + 0.02, 0.02, 0.01, figure, 0.5);
        canvas
          .ellipse(x + 0.024, y + 0.02, 0.02, 0.01, figure, 0.5)
          .line(x, y, x, y + 0.07, 0.006, figure, 0.5);
      }
    }
    return canvas.grain(seed, 0.03, 40, 40, 2);
  });
  return { texture, tile: [1.2, 1.2] };
}

/** Stone or concrete slabs with stains. */
export function slabs(
  builder: DioramaBuilder,
  name: string,
  colour: Rgb,
  sideMetres: number,
  seed: number,
): Material {
  const count = 4;
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(512, 512, count, count).base(shadeOf(colour, 0.72));
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        const tone = 0.9 + hash2(row, column, seed) * 0.2;
        canvas.rounded(column + 0.012, row + 0.012, 0.976, 0.976, 0.03, shadeOf(colour, tone));
      }
    }
    return canvas.grain(seed, 0.16, 72, 72, 3).grain(seed + 1, 0.16, 5, 5, 3);
  });
  return { texture, tile: [sideMetres * count, sideMetres * count] };
}

/** Small rounded stones in rows, for old streets. */
export function cobbles(builder: DioramaBuilder, name: string, colour: Rgb, seed: number): Material {
  const count = 16;
  const texture = builder.texture(name, () => {
    const canvas = new Canvas(512, 512, count, count).base(shadeOf(colour, 0.45));
    for (let row = 0; row < count; row++) {
      for (let column = -1; column < count; column++) {
        const tone = 0.8 + hash2(row, (column + count) % count, seed) * 0.4;
        const x = column + (row % 2 ? 0.5 : 0);
        canvas.rounded(x + 0.06, row + 0.06, 0.88, 0.88, 0.28, shadeOf(colour, tone * 0.84));
        canvas.rounded(x + 0.1, row + 0.08, 0.76, 0.68, 0.26, shadeOf(colour, tone));
      }
    }
    return canvas.grain(seed, 0.2, 100, 100, 2).grain(seed + 1, 0.14, 4, 4, 3);
  });
  return { texture, tile: [2.4, 2.4] };
}

export function asphalt(builder: DioramaBuilder, name: string, colour: Rgb, seed: number): Material {
  const texture = builder.texture(name, () =>
    new Canvas(512, 512, 1, 1)
      .base(colour)
      .grain(seed, 0.3, 200, 200, 2)
      .grain(seed + 1, 0.16, 9, 9, 4),
  );
  return { texture, tile: [4, 4] };
}

/** Trodden snow: broad hollows and a fine sparkle. Its tint says how clean it is. */
export function snowGround(builder: DioramaBuilder, seed: number): Material {
  const texture = builder.texture('snow', () =>
    new Canvas(512, 512, 1, 1)
      .base([226, 231, 240])
      .grain(seed, 0.14, 10, 10, 4)
      .grain(seed + 1, 0.12, 120, 120, 2),
  );
  return { texture, tile: [7, 7] };
}
