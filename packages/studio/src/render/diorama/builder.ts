import type { Canvas } from './canvas.ts';
import type { Diorama, Lighting, Material, Quad, Vec3 } from './diorama.ts';
import { bakeLights } from './bake-light.ts';
import type { Blocker, RawQuad } from './raw-quad.ts';
import { createTexture, type Texture } from './texture.ts';

/** The faces of a box as seen from the stage: `front` looks towards the camera's start (-y). */
export interface BoxFaces {
  readonly front?: Material;
  readonly back?: Material;
  readonly left?: Material;
  readonly right?: Material;
  readonly top?: Material;
  readonly bottom?: Material;
}

/** Collects the solids of a scene, then bakes their light. */
export class DioramaBuilder {
  readonly blockers: Blocker[] = [];
  readonly #quads: RawQuad[] = [];
  readonly #names = new Map<string, number>();
  readonly #textures: Texture[] = [];

  /** Adds a texture under a name, painting it only the first time. */
  texture(name: string, paint: () => Canvas): string {
    if (!this.#names.has(name)) {
      this.#names.set(name, this.#textures.length);
      this.#textures.push(createTexture(paint()));
    }
    return name;
  }

  quad(
    origin: Vec3,
    along: Vec3,
    down: Vec3,
    material: Material,
    options: { twoSided?: boolean; lightStep?: number; taper?: readonly [number, number] } = {},
  ): void {
    this.#quads.push({
      origin,
      along,
      down,
      material,
      twoSided: options.twoSided ?? false,
      taper: options.taper ?? [1, 1],
      lightStep: options.lightStep ?? 0.16,
    });
  }

  /** An axis-aligned box. Faces that are not named are not drawn. */
  box(low: Vec3, high: Vec3, faces: BoxFaces, options: { casts?: boolean; lightStep?: number } = {}): void {
    const [x0, y0, z0] = low;
    const [x1, y1, z1] = high;
    const w = x1 - x0;
    const d = y1 - y0;
    const h = z1 - z0;
    if (faces.front) this.quad([x0, y0, z1], [w, 0, 0], [0, 0, -h], faces.front, options);
    if (faces.back) this.quad([x1, y1, z1], [-w, 0, 0], [0, 0, -h], faces.back, options);
    if (faces.left) this.quad([x0, y1, z1], [0, -d, 0], [0, 0, -h], faces.left, options);
    if (faces.right) this.quad([x1, y0, z1], [0, d, 0], [0, 0, -h], faces.right, options);
    if (faces.top) this.quad([x0, y1, z1], [w, 0, 0], [0, -d, 0], faces.top, options);
    if (faces.bottom) this.quad([x0, y0, z0], [w, 0, 0], [0, d, 0], faces.bottom, options);
    if (options.casts !== false) this.blockers.push({ low, high });
  }

  /** A box with one material on every face but the one it stands on. */
  block(
    low: Vec3,
    high: Vec3,
    material: Material,
    options: { casts?: boolean; lightStep?: number; under?: boolean } = {},
  ): void {
    const faces = { front: material, back: material, left: material, right: material, top: material };
    this.box(low, high, options.under ? { ...faces, bottom: material } : faces, options);
  }

  /** An upright round body of `sides` flat faces; the radii at the bottom and the top may differ. */
  round(
    centre: Vec3,
    radiusBottom: number,
    radiusTop: number,
    height: number,
    material: Material,
    options: {
      sides?: number;
      cap?: Material | null;
      casts?: boolean;
      hollow?: boolean;
      lightStep?: number;
    } = {},
  ): void {
    const sides = options.sides ?? 10;
    const lightStep = options.lightStep ?? 0.12;
    const [x, y, z] = centre;
    const radius = Math.max(radiusTop, radiusBottom);
    const lean = radiusBottom - radiusTop;
    const inset = radius - radiusTop;
    for (let side = 0; side < sides; side++) {
      const from = -(side / sides) * Math.PI * 2;
      const to = -((side + 1) / sides) * Math.PI * 2;
      const ax = Math.cos(from);
      const ay = Math.sin(from);
      const bx = Math.cos(to);
      const by = Math.sin(to);
      const mx = (ax + bx) / 2;
      const my = (ay + by) / 2;
      this.quad(
        [x + bx * radius - mx * inset, y + by * radius - my * inset, z + height],
        [(ax - bx) * radius, (ay - by) * radius, 0],
        [mx * lean, my * lean, -height],
        material,
        {
          twoSided: options.hollow ?? false,
          lightStep,
          taper: [radiusTop / radius, radiusBottom / radius],
        },
      );
    }
    const cap = options.cap === undefined ? material : options.cap;
    if (cap) this.#disc(x, y, z + height, radiusTop, cap, sides, lightStep);
    if (options.casts !== false) {
      // The square inside the circle: a larger one would swallow and darken the round wall itself.
      const r = Math.max(radiusBottom, radiusTop) * 0.66;
      this.blockers.push({ low: [x - r, y - r, z], high: [x + r, y + r, z + height] });
    }
  }

  /** A horizontal disc, as strips that narrow towards its ends. */
  #disc(
    x: number,
    y: number,
    z: number,
    radius: number,
    material: Material,
    strips: number,
    lightStep: number,
  ): void {
    for (let strip = 0; strip < strips; strip++) {
      const from = Math.cos((strip / strips) * Math.PI) * radius;
      const to = Math.cos(((strip + 1) / strips) * Math.PI) * radius;
      const halfFrom = Math.sqrt(Math.max(0, radius * radius - from * from));
      const halfTo = Math.sqrt(Math.max(0, radius * radius - to * to));
      const half = Math.max(halfFrom, halfTo);
      this.quad([x - half, y + from, z], [half * 2, 0, 0], [0, to - from, 0], material, {
        lightStep,
        taper: [halfFrom / half, halfTo / half],
      });
    }
  }

  finish(lighting: Lighting, seed: number): Diorama {
    const lights = bakeLights(this.#quads, this.blockers, lighting, seed);
    const quads = this.#quads.map((raw, index): Quad => {
      const { material } = raw;
      const texture = this.#names.get(material.texture);
      const light = lights[index];
      if (texture === undefined || !light) throw new RangeError(`no texture named ${material.texture}`);
      const alongMetres = Math.hypot(...raw.along);
      const downMetres = Math.hypot(...raw.down);
      const repeat: [number, number] = material.tile
        ? [alongMetres / material.tile[0], downMetres / material.tile[1]]
        : [1, 1];
      if (material.mirrored) repeat[0] = -repeat[0];
      return {
        origin: raw.origin,
        along: raw.along,
        down: raw.down,
        texture,
        start: [material.mirrored ? 1 : 0, 0],
        repeat,
        blending: material.blending ?? 'solid',
        twoSided: raw.twoSided,
        taper: raw.taper,
        light,
      };
    });
    return { textures: this.#textures, quads };
  }
}
