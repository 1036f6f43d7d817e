import { clamp, TAU } from '../../maths/curves.ts';
import { LIGHT_X, LIGHT_Y, LIGHT_Z, paintBlob, paintLeaf, type Painter, type Ramp } from './painter.ts';

interface Lobe {
  readonly x: number;
  readonly y: number;
  /** Towards the viewer. */
  readonly z: number;
  readonly radius: number;
}

export interface Crown {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly lobes: readonly Lobe[];
}

export interface Foliage {
  /** Each tuft takes one of these. */
  readonly ramps: readonly Ramp[];
  /** Tufts on each lobe, and their radius as a share of the lobe's. */
  readonly tufts: number;
  readonly tuftShare: number;
  /** Leaves on each tuft, and their length as a share of the tuft's radius. */
  readonly leaves: number;
  readonly leafShare: number;
  /** Width of a leaf as a share of its length. */
  readonly leafWidth: number;
}

interface Tuft {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
  readonly shade: number;
  readonly ramp: Ramp;
}

/** Lobes spread over an ellipsoid by the golden angle, so that no side of a crown stays bald. */
export function growCrown(
  random: () => number,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  count: number,
  lobeShare: number,
): Crown {
  const lobes: Lobe[] = [];
  const turn = random() * TAU;
  for (let i = 0; i < count; i++) {
    const height = -1 + (2 * (i + 0.5)) / count;
    const ring = Math.sqrt(1 - height * height);
    const angle = turn + i * 2.39996 + (random() - 0.5) * 0.5;
    const reach = 1 - lobeShare * (0.75 + random() * 0.3);
    lobes.push({
      x: x + Math.cos(angle) * ring * radiusX * reach,
      y: y + height * radiusY * reach,
      z: Math.sin(angle) * ring * reach,
      radius: Math.min(radiusX, radiusY) * lobeShare * (0.82 + random() * 0.36),
    });
  }
  lobes.push({ x, y, z: -0.1, radius: Math.min(radiusX, radiusY) * lobeShare * 1.25 });
  return { x, y, radiusX, radiusY, lobes };
}

/** Paints the half of a crown that lies behind the trunk (`back`) or before it. */
export function paintCrown(
  painter: Painter,
  crown: Crown,
  foliage: Foliage,
  random: () => number,
  half: 'back' | 'front',
): void {
  const tufts = growTufts(crown, foliage, random).filter(({ z }) => z < 0 === (half === 'back'));
  for (const tuft of tufts) paintTuft(painter, tuft, foliage, random);
}

function growTufts(crown: Crown, foliage: Foliage, random: () => number): readonly Tuft[] {
  const tufts: Tuft[] = [];
  for (const lobe of crown.lobes) {
    for (let i = 0; i < foliage.tufts; i++) {
      const nz = 1 - (1.35 * (i + 0.5)) / foliage.tufts;
      const ring = Math.sqrt(Math.max(0, 1 - nz * nz));
      const angle = i * 2.39996 + random() * 0.7;
      const nx = Math.cos(angle) * ring;
      const ny = Math.sin(angle) * ring;
      const x = lobe.x + nx * lobe.radius;
      const y = lobe.y + ny * lobe.radius;
      const z = lobe.z + (nz * lobe.radius) / crown.radiusX;
      tufts.push({
        x,
        y,
        z,
        radius: lobe.radius * foliage.tuftShare * (0.75 + random() * 0.5),
        shade: tuftShade(crown, x, y, z, nx, ny, nz) + (random() - 0.5) * 0.1,
        ramp: foliage.ramps[Math.floor(random() * foliage.ramps.length)] ?? new Uint8Array(768),
      });
    }
  }
  return tufts.sort((a, b) => a.z - b.z);
}

/** Light on the lobe's own form and on the whole crown, with less of it below and inside. */
function tuftShade(
  crown: Crown,
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
): number {
  const own = nx * LIGHT_X + ny * LIGHT_Y + nz * LIGHT_Z;
  const outX = (x - crown.x) / crown.radiusX;
  const outY = (y - crown.y) / crown.radiusY;
  const whole = outX * LIGHT_X + outY * LIGHT_Y + z * LIGHT_Z;
  const depth = clamp(Math.hypot(outX, outY, z));
  return clamp(0.32 + own * 0.24 + whole * 0.22 + (depth - 0.7) * 0.3, 0.02, 0.97);
}

function paintTuft(painter: Painter, tuft: Tuft, foliage: Foliage, random: () => number): void {
  const { x, y, radius, shade, ramp } = tuft;
  paintBlob(painter, x, y, radius, radius * 0.88, 0, { ramp, shade: shade - 0.05, relief: 0.2 });
  const length = radius * foliage.leafShare;
  const turn = random() * TAU;
  for (let i = 0; i < foliage.leaves; i++) {
    const angle = turn + (i / foliage.leaves) * TAU + random() * 0.6;
    const out = radius * (0.2 + random() * 0.62);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const lit = shade + (cos * LIGHT_X + sin * LIGHT_Y) * 0.15 + (random() - 0.45) * 0.12;
    const lighting = { ramp, shade: lit, relief: 0.12 };
    paintLeaf(
      painter,
      x + cos * out,
      y + sin * out,
      length,
      length * foliage.leafWidth,
      angle + 0.35 * cos,
      lighting,
    );
  }
}
