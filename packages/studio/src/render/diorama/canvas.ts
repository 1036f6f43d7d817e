import { clamp } from '../../maths/curves.ts';
import { createNoise, type Noise } from '../../maths/noise.ts';
import { hash2 } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';

/**
 * A surface to paint a texture on, measured in metres (origin top left, y down) and anti-aliased.
 * The fourth channel means what `mark` says at the time of painting: how much a wall texture shines by itself,
 * or how much a cut-out covers (colours are premultiplied by the paint's alpha then).
 */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly widthMetres: number;
  readonly heightMetres: number;
  readonly data: Float32Array;
  readonly #scaleX: number;
  readonly #scaleY: number;
  #mark = 0;

  constructor(width: number, height: number, widthMetres: number, heightMetres: number) {
    this.width = width;
    this.height = height;
    this.widthMetres = widthMetres;
    this.heightMetres = heightMetres;
    this.data = new Float32Array(width * height * 4);
    this.#scaleX = width / widthMetres;
    this.#scaleY = height / heightMetres;
  }

  /** What the fourth channel gets from now on: 0 an ordinary surface, 1 fully shining, or solid on a cut-out. */
  mark(value: number): this {
    this.#mark = value;
    return this;
  }

  base(colour: Rgb): this {
    return this.rect(0, 0, this.widthMetres, this.heightMetres, colour);
  }

  rect(x: number, y: number, width: number, height: number, colour: Rgb, alpha = 1): this {
    return this.gradient(x, y, width, height, colour, colour, alpha, alpha);
  }

  /** A rectangle that fades from `top` to `bottom`. */
  gradient(
    x: number,
    y: number,
    width: number,
    height: number,
    top: Rgb,
    bottom: Rgb,
    alphaTop = 1,
    alphaBottom = 1,
  ): this {
    const left = x * this.#scaleX;
    const right = (x + width) * this.#scaleX;
    const up = y * this.#scaleY;
    const down = (y + height) * this.#scaleY;
    const firstRow = Math.max(0, Math.floor(up));
    const lastRow = Math.min(this.height, Math.ceil(down));
    const firstColumn = Math.max(0, Math.floor(left));
    const lastColumn = Math.min(this.width, Math.ceil(right));
    const { data } = this;
    const mark = this.#mark * 255;
    for (let row = firstRow; row < lastRow; row++) {
      const coverY = Math.min(row + 1, down) - Math.max(row, up);
      const k = clamp((row + 0.5 - up) / (down - up));
      const alpha = (alphaTop + (alphaBottom - alphaTop) * k) * coverY;
      const r = top[0] + (bottom[0] - top[0]) * k;
      const g = top[1] + (bottom[1] - top[1]) * k;
      const b = top[2] + (bottom[2] - top[2]) * k;
      for (let column = firstColumn; column < lastColumn; column++) {
        const coverX = Math.min(column + 1, right) - Math.max(column, left);
        const share = alpha * coverX;
        const keep = 1 - share;
        const at = (row * this.width + column) * 4;
        data[at] = (data[at] ?? 0) * keep + r * share;
        data[at + 1] = (data[at + 1] ?? 0) * keep + g * share;
        data[at + 2] = (data[at + 2] ?? 0) * keep + b * share;
        data[at + 3] = (data[at + 3] ?? 0) * keep + mark * share;
      }
    }
    return this;
  }

  /** An ellipse; `softness` > 0 fades it out from that share of the radius. */
  ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    colour: Rgb,
    alpha = 1,
    softness = 0,
  ): this {
    const edge = Math.max(
      softness,
      0.7 / Math.max(1, Math.min(radiusX * this.#scaleX, radiusY * this.#scaleY)),
    );
    const reach = softness > 0 ? 1 : 1 + edge;
    this.#cover(
      x - radiusX * reach,
      y - radiusY * reach,
      x + radiusX * reach,
      y + radiusY * reach,
      (px, py) => {
        const distance = length((px - x) / radiusX, (py - y) / radiusY);
        const cover = softness > 0 ? clamp((1 - distance) / edge) : clamp((1 - distance) / edge + 0.5);
        this.#ink(cover * cover * (3 - 2 * cover) * alpha, colour);
      },
    );
    return this;
  }

  /** A stroke with round ends. */
  line(x0: number, y0: number, x1: number, y1: number, width: number, colour: Rgb, alpha = 1): this {
    const half = width / 2;
    const pixel = 1 / Math.min(this.#scaleX, this.#scaleY);
    const dx = x1 - x0;
    const dy = y1 - y0;
    const lengthSquared = dx * dx + dy * dy || 1;
    const pad = half + pixel;
    this.#cover(
      Math.min(x0, x1) - pad,
      Math.min(y0, y1) - pad,
      Math.max(x0, x1) + pad,
      Math.max(y0, y1) + pad,
      (px, py) => {
        const along = clamp(((px - x0) * dx + (py - y0) * dy) / lengthSquared);
        const distance = length(px - x0 - along * dx, py - y0 - along * dy);
        this.#ink(clamp((half - distance) / pixel + 0.5) * alpha, colour);
      },
    );
    return this;
  }

  /** A rectangle with round corners. */
  rounded(x: number, y: number, width: number, height: number, radius: number, colour: Rgb, alpha = 1): this {
    const pixel = 1 / Math.min(this.#scaleX, this.#scaleY);
    const middleX = x + width / 2;
    const middleY = y + height / 2;
    this.#cover(x, y, x + width, y + height, (px, py) => {
      const outX = Math.max(0, Math.abs(px - middleX) - width / 2 + radius);
      const outY = Math.max(0, Math.abs(py - middleY) - height / 2 + radius);
      this.#ink(clamp((radius - length(outX, outY)) / pixel + 0.5) * alpha, colour);
    });
    return this;
  }

  /** A convex polygon, corners in either turn, as x, y pairs. */
  polygon(corners: readonly (readonly [number, number])[], colour: Rgb, alpha = 1): this {
    const xs = corners.map((corner) => corner[0]);
    const ys = corners.map((corner) => corner[1]);
    const edges = corners.map(([x0, y0], i) => {
      const [x1, y1] = corners[(i + 1) % corners.length] ?? [x0, y0];
      const length = Math.hypot(x1 - x0, y1 - y0) || 1;
      return { nx: (y1 - y0) / length, ny: (x0 - x1) / length, x: x0, y: y0 };
    });
    const cx = xs.reduce((sum, value) => sum + value, 0) / xs.length;
    const cy = ys.reduce((sum, value) => sum + value, 0) / ys.length;
    const pixel = 1 / Math.min(this.#scaleX, this.#scaleY);
    const turn = edges.every((edge) => (cx - edge.x) * edge.nx + (cy - edge.y) * edge.ny <= 0) ? -1 : 1;
    this.#cover(
      Math.min(...xs) - pixel,
      Math.min(...ys) - pixel,
      Math.max(...xs) + pixel,
      Math.max(...ys) + pixel,
      (px, py) => {
        let inside = Infinity;
        for (const edge of edges)
          inside = Math.min(inside, turn * ((px - edge.x) * edge.nx + (py - edge.y) * edge.ny));
        this.#ink(clamp(inside / pixel + 0.5) * alpha, colour);
      },
    );
    return this;
  }

  /** Multiplies everything by noise: `amount` of contrast at `cellsX` x `cellsY` noise cells over the canvas, which tile. */
  grain(noiseSeed: number, amount: number, cellsX: number, cellsY: number, octaves = 3): this {
    const columns = gridSize(cellsX, this.width);
    const rows = gridSize(cellsY, this.height);
    const grid = noiseGrid(noiseSeed, columns, rows, cellsX, cellsY, octaves);
    const { data, width, height } = this;
    // One row of the grid, already between its two neighbours, with its first value again at the end to close the tile.
    const line = new Float32Array(columns + 1);
    const step = columns / width;
    for (let row = 0; row < height; row++) {
      const fy = ((row + 0.5) * rows) / height;
      const y0 = fy | 0;
      const ky = (fy - y0) * amount;
      const upper = y0 * columns;
      const lower = (y0 + 1 < rows ? y0 + 1 : 0) * columns;
      for (let i = 0; i < columns; i++)
        line[i] = 1 + (grid[upper + i] ?? 0) * (amount - ky) + (grid[lower + i] ?? 0) * ky;
      line[columns] = line[0] ?? 0;
      for (let column = 0; column < width; column++) {
        const fx = (column + 0.5) * step;
        const x0 = fx | 0;
        const left = line[x0] ?? 0;
        const factor = left + ((line[x0 + 1] ?? 0) - left) * (fx - x0);
        const at = (row * width + column) * 4;
        data[at] = (data[at] ?? 0) * factor;
        data[at + 1] = (data[at + 1] ?? 0) * factor;
        data[at + 2] = (data[at + 2] ?? 0) * factor;
      }
    }
    return this;
  }

  /** Where #cover is just now. */
  #at = 0;

  #ink(alpha: number, colour: Rgb): void {
    if (alpha > 0) this.#blend(this.#at, colour[0], colour[1], colour[2], alpha);
  }

  #cover(x0: number, y0: number, x1: number, y1: number, paint: (x: number, y: number) => void): void {
    const firstRow = Math.max(0, Math.floor(y0 * this.#scaleY));
    const lastRow = Math.min(this.height, Math.ceil(y1 * this.#scaleY));
    const firstColumn = Math.max(0, Math.floor(x0 * this.#scaleX));
    const lastColumn = Math.min(this.width, Math.ceil(x1 * this.#scaleX));
    for (let row = firstRow; row < lastRow; row++) {
      for (let column = firstColumn; column < lastColumn; column++) {
        this.#at = (row * this.width + column) * 4;
        paint((column + 0.5) / this.#scaleX, (row + 0.5) / this.#scaleY);
      }
    }
  }

  #blend(at: number, r: number, g: number, b: number, alpha: number): void {
    const data = this.data;
    const keep = 1 - alpha;
    data[at] = (data[at] ?? 0) * keep + r * alpha;
    data[at + 1] = (data[at + 1] ?? 0) * keep + g * alpha;
    data[at + 2] = (data[at + 2] ?? 0) * keep + b * alpha;
    data[at + 3] = (data[at + 3] ?? 0) * keep + this.#mark * 255 * alpha;
  }
}

/** Many times faster than Math.hypot, which guards against overflow. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** Filling a lattice costs as much as a texture's grain, so a few serve all seeds, shifted by whole cells. */
const LATTICES = 4;
const lattices = new Map<number, Noise>();

function latticeOf(seed: number): Noise {
  const index = seed & (LATTICES - 1);
  const known = lattices.get(index);
  if (known) return known;
  const made = createNoise(index);
  lattices.set(index, made);
  return made;
}

/** Samples of noise along one side: enough for its detail, at most every second texel. */
function gridSize(cells: number, texels: number): number {
  let size = 8;
  while (size < cells * 4 && size < texels / 2) size *= 2;
  return size;
}

function noiseGrid(
  seed: number,
  columns: number,
  rows: number,
  cellsX: number,
  cellsY: number,
  octaves: number,
): Float32Array {
  const noise = latticeOf(seed);
  const shiftX = Math.floor(hash2(seed, 1, 5) * 256);
  const shiftY = Math.floor(hash2(seed, 2, 5) * 256);
  const grid = new Float32Array(columns * rows);
  const period = Math.max(1, Math.round(cellsX));
  for (let row = 0; row < rows; row++) {
    const y = (row / rows) * cellsY + shiftY;
    // The lattice has one period for both directions, so the rows are cross-faded to meet at the end.
    const fade = Math.max(0, (row / rows - 0.75) * 4);
    for (let column = 0; column < columns; column++) {
      const x = (column / columns) * cellsX + shiftX;
      let value = noise.fractal(x, y, octaves, period);
      if (fade > 0) value = value * (1 - fade) + noise.fractal(x, y - cellsY + 256, octaves, period) * fade;
      grid[row * columns + column] = value;
    }
  }
  return grid;
}
