import type { DrawnId } from './drawn.ts';

/** How a figure is drawn. `name`s are resolved by the art room. */
export type FigureArt =
  /** An icon of `@iconify-json/fluent-emoji` (MIT), rasterised at the size needed. */
  | { readonly kind: 'emoji'; readonly name: string }
  /** A sprite of our own (art/drawn), for what Unicode lacks. */
  | { readonly kind: 'drawn'; readonly name: DrawnId }
  /** A plant as it grows in the scenery (art/scenery), in one of its drawings (0..3). */
  | { readonly kind: 'scenery'; readonly name: string; readonly variant: number }
  /** A body of shaded capsules with a head, able to act every ActionId. */
  | {
      readonly kind: 'biped';
      /** An icon of the emoji set, or one of our own drawings. */
      readonly head: string;
      /** The part of the icon that is the head: left, top, right, bottom (0..1), for icons drawn as busts. Absent: all of it. */
      readonly headCrop?: readonly [number, number, number, number];
      /** sRGB 0..255 of the parts of the body. A colour in the prompt recolours `top` (or `all` for bare animals). */
      readonly palette: {
        readonly skin: Rgb;
        readonly top: Rgb;
        readonly bottom: Rgb;
        readonly shoes: Rgb;
      };
      readonly build: 'adult' | 'child' | 'stout' | 'robot';
      /** `top` for people (clothes), `all` for bare animals and robots. */
      readonly recolours: 'top' | 'all';
    };

export type Rgb = readonly [number, number, number];

/** What a figure is, which decides where it may stand, how it moves and which actions make sense. */
export type FigureKind =
  | 'biped'
  | 'quadruped'
  | 'bird'
  | 'insect'
  | 'fish'
  | 'sea_creature'
  | 'vehicle'
  | 'train'
  | 'boat'
  | 'aircraft'
  | 'spacecraft'
  | 'building'
  | 'landmark'
  | 'plant'
  | 'street_furniture'
  | 'furniture'
  | 'appliance'
  | 'instrument'
  | 'food'
  | 'tool'
  | 'toy'
  | 'clothing'
  | 'object'
  | 'celestial'
  | 'fire';

/** One thing that can be shown. Points are fractions of the sprite: x 0 left..1 right, y 0 top..1 bottom. */
export interface Figure {
  readonly kind: FigureKind;
  readonly art: FigureArt;
  /** Height of the drawn figure in metres, as seen (a car 1.5, a mug 0.1). */
  readonly heightMetres: number;
  /** Which way the art looks; `front` has no direction. */
  readonly faces: 'left' | 'right' | 'front';
  /** Where a hand takes it. */
  readonly grasp?: readonly [number, number];
  /** Where a rider or sitter sits on it. */
  readonly seat?: readonly [number, number];
  /** Height (fraction from the top) of a surface that things can stand on. */
  readonly surface?: number;
  /** Light it gives off, sRGB, and reach in metres. */
  readonly emits?: { readonly colour: Rgb; readonly radiusMetres: number };
}
