import type { Rgb } from '../../vocabulary/figure.ts';
import type { BoxFaces, DioramaBuilder } from '../diorama/builder.ts';
import type { Lamp, Material, Vec3 } from '../diorama/diorama.ts';
import { cloth, painted, wood } from '../diorama/materials.ts';

/** The colours one room is furnished in. */
export interface RoomPalette {
  readonly wall: Rgb;
  readonly floor: Rgb;
  readonly wood: Rgb;
  readonly fabric: Rgb;
  readonly accent: Rgb;
  readonly light: Rgb;
}

type BoxOptions = { casts?: boolean; lightStep?: number; under?: boolean };

/**
 * What furniture is built with. Arrangements are written for one hand only: `mirrored` flips them left to right.
 */
export class RoomKit {
  readonly builder: DioramaBuilder;
  readonly palette: RoomPalette;
  readonly random: () => number;
  readonly seed: number;
  readonly lampsOn: boolean;
  readonly lamps: Lamp[] = [];
  readonly mirrored: boolean;

  constructor(
    builder: DioramaBuilder,
    palette: RoomPalette,
    random: () => number,
    seed: number,
    lampsOn: boolean,
  ) {
    this.builder = builder;
    this.palette = palette;
    this.random = random;
    this.seed = seed;
    this.lampsOn = lampsOn;
    this.mirrored = random() < 0.5;
  }

  box(low: Vec3, high: Vec3, faces: BoxFaces, options: BoxOptions = {}): void {
    if (!this.mirrored) return this.builder.box(low, high, faces, options);
    const { left, right, ...rest } = faces;
    const flipped = { ...rest, ...(left ? { right: left } : {}), ...(right ? { left: right } : {}) };
    return this.builder.box([-high[0], low[1], low[2]], [-low[0], high[1], high[2]], flipped, options);
  }

  block(low: Vec3, high: Vec3, material: Material, options: BoxOptions = {}): void {
    const faces = { front: material, back: material, left: material, right: material, top: material };
    this.box(low, high, options.under ? { ...faces, bottom: material } : faces, options);
  }

  round(
    centre: Vec3,
    radiusBottom: number,
    radiusTop: number,
    height: number,
    material: Material,
    options: { sides?: number; cap?: Material | null; casts?: boolean; hollow?: boolean } = {},
  ): void {
    this.builder.round(
      [this.mirrored ? -centre[0] : centre[0], centre[1], centre[2]],
      radiusBottom,
      radiusTop,
      height,
      material,
      options,
    );
  }

  /** A flat picture facing the camera, standing at `y` over the given rectangle; `taper` cuts off its empty corners. */
  sheet(
    x: number,
    y: number,
    bottom: number,
    width: number,
    height: number,
    material: Material,
    taper: readonly [number, number] = [1, 1],
  ): void {
    const left = this.mirrored ? -x - width : x;
    this.builder.quad([left, y, bottom + height], [width, 0, 0], [0, 0, -height], material, {
      twoSided: true,
      taper,
    });
  }

  /** A flat picture on a surface that looks up. */
  mat(x: number, y: number, z: number, width: number, depth: number, material: Material): void {
    const left = this.mirrored ? -x - width : x;
    this.builder.quad([left, y + depth, z], [width, 0, 0], [0, -depth, 0], material, { lightStep: 0.1 });
  }

  /** A lamp's light; `day` says how much of it burns when the lamps are off. */
  lamp(position: Vec3, colour: Vec3, radiusMetres: number, aim: Vec3 | null = null, day = 0): void {
    const k = this.lampsOn ? 1 : day;
    if (k === 0) return;
    const flip = this.mirrored ? -1 : 1;
    this.lamps.push({
      position: [position[0] * flip, position[1], position[2]],
      colour: [colour[0] * k, colour[1] * k, colour[2] * k],
      radiusMetres,
      aim: aim ? [aim[0] * flip, aim[1], aim[2]] : null,
    });
  }

  paint(colour: Rgb, glow = 0): Material {
    return painted(this.builder, colour, glow);
  }

  get wood(): Material {
    return wood(this.builder, 'wood', this.palette.wood, this.seed + 21);
  }

  get fabric(): Material {
    return cloth(this.builder, 'fabric', this.palette.fabric, this.seed + 31);
  }

  /** One of several, by the room's seed. */
  pick<T>(options: readonly [T, ...T[]]): T {
    return options[Math.floor(this.random() * options.length)] ?? options[0];
  }
}
