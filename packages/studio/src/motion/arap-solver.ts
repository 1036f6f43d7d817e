import type { PartMesh } from './part-mesh.ts';

/**
 * As-rigid-as-possible deformation (Sorkine and Alexa 2007, in the plane as Igarashi 2005): alternates between the best
 * rotation of every vertex' neighbourhood and the positions that fit those rotations, with every vertex drawn to a target
 * by its own weight. The matrix depends on mesh and weights alone: it is factored once (Cholesky, banded) and every
 * step of every frame is one exact solve.
 */
export class ArapSolver {
  readonly #mesh: PartMesh;
  readonly #weights: Float64Array;
  /** Lower triangle of the factor: row `i` holds columns `i - band` to `i`. */
  readonly #factor: Float64Array;
  readonly #band: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #right: Float64Array;

  /** `weights`: how strongly each vertex is drawn to its target, against 1 for each neighbour; more than 0 somewhere in every piece. */
  constructor(mesh: PartMesh, weights: Float64Array) {
    this.#mesh = mesh;
    this.#weights = weights;
    this.#cos = new Float64Array(mesh.vertexCount);
    this.#sin = new Float64Array(mesh.vertexCount);
    this.#right = new Float64Array(mesh.vertexCount * 2);
    let band = 0;
    for (let i = 0; i < mesh.vertexCount; i++)
      for (let n = mesh.starts[i] ?? 0; n < (mesh.starts[i + 1] ?? 0); n++)
        band = Math.max(band, Math.abs(i - (mesh.neighbours[n] ?? 0)));
    this.#band = band;
    this.#factor = factorise(mesh, weights, band);
  }

  /**
   * `targets`: x, y by vertex; `stretch`: the symmetric change of shape that each vertex' surroundings shall have against
   * rest (xx, xy, yy by vertex), for bones seen foreshortened. Writes x, y by vertex to `out`.
   */
  solve(targets: Float64Array, stretch: Float64Array, iterations: number, out: Float64Array): void {
    out.set(targets);
    for (let iteration = 0; iteration < iterations; iteration++) {
      this.#fitRotations(stretch, out);
      this.#fillRight(targets, stretch);
      this.#substitute(out);
    }
  }

  #fitRotations(stretch: Float64Array, at: Float64Array): void {
    const { rest, starts, neighbours, vertexCount } = this.#mesh;
    for (let i = 0; i < vertexCount; i++) {
      let along = 0;
      let across = 0;
      const xx = stretch[i * 3] ?? 1;
      const xy = stretch[i * 3 + 1] ?? 0;
      const yy = stretch[i * 3 + 2] ?? 1;
      for (let n = starts[i] ?? 0; n < (starts[i + 1] ?? 0); n++) {
        const j = neighbours[n] ?? 0;
        const rx = (rest[j * 2] ?? 0) - (rest[i * 2] ?? 0);
        const ry = (rest[j * 2 + 1] ?? 0) - (rest[i * 2 + 1] ?? 0);
        const ex = xx * rx + xy * ry;
        const ey = xy * rx + yy * ry;
        const fx = (at[j * 2] ?? 0) - (at[i * 2] ?? 0);
        const fy = (at[j * 2 + 1] ?? 0) - (at[i * 2 + 1] ?? 0);
        along += ex * fx + ey * fy;
        across += ex * fy - ey * fx;
      }
      const length = Math.hypot(along, across) || 1;
      this.#cos[i] = along / length;
      this.#sin[i] = across / length;
    }
  }

  #fillRight(targets: Float64Array, stretch: Float64Array): void {
    const { rest, starts, neighbours, vertexCount } = this.#mesh;
    for (let i = 0; i < vertexCount; i++) {
      const weight = this.#weights[i] ?? 0;
      let x = weight * (targets[i * 2] ?? 0);
      let y = weight * (targets[i * 2 + 1] ?? 0);
      for (let n = starts[i] ?? 0; n < (starts[i + 1] ?? 0); n++) {
        const j = neighbours[n] ?? 0;
        const rx = (rest[i * 2] ?? 0) - (rest[j * 2] ?? 0);
        const ry = (rest[i * 2 + 1] ?? 0) - (rest[j * 2 + 1] ?? 0);
        for (const k of [i, j]) {
          const ex = (stretch[k * 3] ?? 1) * rx + (stretch[k * 3 + 1] ?? 0) * ry;
          const ey = (stretch[k * 3 + 1] ?? 0) * rx + (stretch[k * 3 + 2] ?? 1) * ry;
          const cos = this.#cos[k] ?? 1;
          const sin = this.#sin[k] ?? 0;
          x += (cos * ex - sin * ey) / 2;
          y += (sin * ex + cos * ey) / 2;
        }
      }
      this.#right[i * 2] = x;
      this.#right[i * 2 + 1] = y;
    }
  }

  /** Solves for x and y at once: forward through the factor, then back. */
  #substitute(out: Float64Array): void {
    const band = this.#band;
    const factor = this.#factor;
    const right = this.#right;
    const { vertexCount } = this.#mesh;
    for (let i = 0; i < vertexCount; i++) {
      let x = right[i * 2] ?? 0;
      let y = right[i * 2 + 1] ?? 0;
      const row = i * (band + 1) + band - i;
      for (let j = Math.max(0, i - band); j < i; j++) {
        const value = factor[row + j] ?? 0;
        x -= value * (out[j * 2] ?? 0);
        y -= value * (out[j * 2 + 1] ?? 0);
      }
      const diagonal = factor[row + i] ?? 1;
      out[i * 2] = x / diagonal;
      out[i * 2 + 1] = y / diagonal;
    }
    for (let i = vertexCount - 1; i >= 0; i--) {
      const row = i * (band + 1) + band - i;
      const diagonal = factor[row + i] ?? 1;
      const x = (out[i * 2] ?? 0) / diagonal;
      const y = (out[i * 2 + 1] ?? 0) / diagonal;
      out[i * 2] = x;
      out[i * 2 + 1] = y;
      for (let j = Math.max(0, i - band); j < i; j++) {
        const value = factor[row + j] ?? 0;
        out[j * 2] = (out[j * 2] ?? 0) - value * x;
        out[j * 2 + 1] = (out[j * 2 + 1] ?? 0) - value * y;
      }
    }
  }
}

/** Cholesky factor of the graph's Laplacian plus the weights. */
function factorise(
  { vertexCount, starts, neighbours }: PartMesh,
  weights: Float64Array,
  band: number,
): Float64Array {
  const stride = band + 1;
  const factor = new Float64Array(vertexCount * stride);
  for (let i = 0; i < vertexCount; i++) {
    const row = i * stride + band - i;
    factor[row + i] = (starts[i + 1] ?? 0) - (starts[i] ?? 0) + (weights[i] ?? 0);
    for (let n = starts[i] ?? 0; n < (starts[i + 1] ?? 0); n++) {
      const j = neighbours[n] ?? 0;
      if (j < i) factor[row + j] = -1;
    }
    for (let j = Math.max(0, i - band); j <= i; j++) {
      const other = j * stride + band - j;
      let sum = factor[row + j] ?? 0;
      for (let k = Math.max(0, i - band, j - band); k < j; k++)
        sum -= (factor[row + k] ?? 0) * (factor[other + k] ?? 0);
      factor[row + j] = j === i ? Math.sqrt(sum) : sum / (factor[other + j] ?? 1);
    }
  }
  return factor;
}
