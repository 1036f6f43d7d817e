import type { CutPart } from './cut-parts.ts';

/** A grid of triangles over a part's pixels. */
export interface PartMesh {
  readonly vertexCount: number;
  /** x, y by vertex in pixels of the picture, at rest. */
  readonly rest: Float64Array;
  /** x, y by vertex in pixels of the part's texture. */
  readonly texels: Float32Array;
  readonly triangles: Uint16Array;
  /** Neighbours of vertex `i`: `neighbours[starts[i]]` up to `starts[i + 1]`. */
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
}

/**
 * Covers every square of the grid that holds a pixel of the part with two triangles. Vertices are numbered along the
 * part's shorter side, which keeps the equations' band narrow. Squares that touch only in a corner are joined by nothing,
 * so a part in pieces stays in pieces.
 */
export function meshPart(part: CutPart, cell: number): PartMesh {
  const { width, height, rgba } = part.texture;
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const isFilled = new Uint8Array(columns * rows);
  for (let y = 0, i = 3; y < height; y++)
    for (let x = 0; x < width; x++, i += 4)
      if ((rgba[i] ?? 0) > 0) isFilled[Math.floor(y / cell) * columns + Math.floor(x / cell)] = 1;
  const ids = new Int32Array((columns + 1) * (rows + 1)).fill(-1);
  const squares: { readonly column: number; readonly row: number }[] = [];
  const isTall = rows >= columns;
  const touches = (column: number, row: number): boolean =>
    [
      [0, 0],
      [-1, 0],
      [0, -1],
      [-1, -1],
    ].some(([dx = 0, dy = 0]) => {
      const c = column + dx;
      const r = row + dy;
      return c >= 0 && r >= 0 && c < columns && r < rows && isFilled[r * columns + c] === 1;
    });
  const rest: number[] = [];
  const outer = isTall ? rows : columns;
  const inner = isTall ? columns : rows;
  for (let a = 0; a <= outer; a++)
    for (let b = 0; b <= inner; b++) {
      const column = isTall ? b : a;
      const row = isTall ? a : b;
      if (column < columns && row < rows && isFilled[row * columns + column] === 1)
        squares.push({ column, row });
      if (!touches(column, row)) continue;
      ids[row * (columns + 1) + column] = rest.length / 2;
      rest.push(part.left + column * cell, part.top + row * cell);
    }
  const triangles: number[] = [];
  for (const { column, row } of squares) {
    const id = (dx: number, dy: number): number => ids[(row + dy) * (columns + 1) + column + dx] ?? 0;
    const [a, b, c, d] = [id(0, 0), id(1, 0), id(0, 1), id(1, 1)];
    if ((column + row) % 2 === 0) triangles.push(a, b, d, a, d, c);
    else triangles.push(a, b, c, b, d, c);
  }
  return link(Float64Array.from(rest), Uint16Array.from(triangles), part);
}

function link(rest: Float64Array, triangles: Uint16Array, part: CutPart): PartMesh {
  const vertexCount = rest.length / 2;
  const sets = Array.from({ length: vertexCount }, () => new Set<number>());
  for (let i = 0; i < triangles.length; i += 3)
    for (let side = 0; side < 3; side++) {
      const a = triangles[i + side] ?? 0;
      const b = triangles[i + ((side + 1) % 3)] ?? 0;
      sets[a]?.add(b);
      sets[b]?.add(a);
    }
  const starts = new Int32Array(vertexCount + 1);
  const neighbours: number[] = [];
  for (const [vertex, set] of sets.entries()) {
    neighbours.push(...[...set].sort((a, b) => a - b));
    starts[vertex + 1] = neighbours.length;
  }
  const texels = Float32Array.from(rest, (value, at) => value - (at % 2 === 0 ? part.left : part.top));
  return { vertexCount, rest, texels, triangles, starts, neighbours: Int32Array.from(neighbours) };
}
