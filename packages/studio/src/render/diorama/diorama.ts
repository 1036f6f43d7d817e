import type { Rgb } from '../../vocabulary/figure.ts';
import type { Texture } from './texture.ts';

export type Vec3 = readonly [number, number, number];

/** How a quad's fourth texture channel is read: ignored, as light of its own, or as cover (premultiplied; cover 0 adds light). */
export type Blending = 'solid' | 'shining' | 'cutout';

/**
 * A textured parallelogram: `origin` is the texture's top left, `along` goes right and `down` goes down as seen from its face.
 * `repeat` says how many times the texture fits along each side, starting at `start`.
 */
export interface Quad {
  readonly origin: Vec3;
  readonly along: Vec3;
  readonly down: Vec3;
  readonly texture: number;
  readonly start: readonly [number, number];
  readonly repeat: readonly [number, number];
  readonly blending: Blending;
  readonly twoSided: boolean;
  /** Share of the width left at the top and the bottom: the sides of cones taper, their texture does not. */
  readonly taper: readonly [number, number];
  readonly light: Lightmap;
}

/** Light per channel (1 = the texture's own colour) on a grid over a quad, tint included, as r, g, b. */
export interface Lightmap {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array<SharedArrayBuffer>;
}

/** Quads and textures ready to be drawn. Plain data: worker threads share it. */
export interface Diorama {
  readonly textures: readonly Texture[];
  readonly quads: readonly Quad[];
}

/** A lamp: light falls off from `position`, and shadows are soft over `radiusMetres` of the lamp itself. */
export interface Lamp {
  readonly position: Vec3;
  /** Light on a surface one metre away, facing it. */
  readonly colour: Vec3;
  readonly radiusMetres: number;
  /** Where it points, or null for all around; the light is full within about 25 degrees of it. */
  readonly aim: Vec3 | null;
}

/** What lights a diorama while it is baked. Light values are factors on colours: 1 shows a colour as it is. */
export interface Lighting {
  readonly ambient: Vec3;
  /** Light coming up from the floor, on surfaces that look down. */
  readonly bounce: Vec3;
  readonly sun: { readonly towards: Vec3; readonly colour: Vec3; readonly spread: number } | null;
  readonly lamps: readonly Lamp[];
  /** Farther than this nothing darkens the corners. */
  readonly occlusionMetres: number;
}

/** How one face of a solid looks. Without `tile` the texture is stretched over the face. */
export interface Material {
  readonly texture: string;
  readonly tint?: Rgb;
  /** Metres one texture covers, for patterns that repeat. */
  readonly tile?: readonly [number, number];
  readonly blending?: Blending;
  /** Light of its own, added to what falls on it. */
  readonly glow?: number;
  readonly mirrored?: boolean;
  /** Cut-outs are lit as a whole unless this asks for light point by point, as on a flat ground. */
  readonly lit?: boolean;
}
