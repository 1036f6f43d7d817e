import type { DrawnId } from '../drawn.ts';
import type { Figure, FigureKind, Rgb } from '../figure.ts';

type Extras = Pick<Figure, 'grasp' | 'seat' | 'surface' | 'emits'>;

/** A figure drawn from an icon of the emoji set. Most animals and vehicles of the set look to the left. */
export function emoji(
  kind: FigureKind,
  name: string,
  heightMetres: number,
  faces: Figure['faces'] = 'front',
  extras: Partial<Extras> = {},
): Figure {
  return { kind, art: { kind: 'emoji', name }, heightMetres, faces, ...extras };
}

/** A figure drawn by our own hand, because the emoji set lacks it or shows it from a useless side. */
export function drawn(
  kind: FigureKind,
  name: DrawnId,
  heightMetres: number,
  faces: Figure['faces'] = 'front',
  extras: Partial<Extras> = {},
): Figure {
  return { kind, art: { kind: 'drawn', name }, heightMetres, faces, ...extras };
}

/** A plant as it grows in the scenery around, so that a named tree looks like its neighbours. */
export function grown(name: string, heightMetres: number, variant = 0, extras: Partial<Extras> = {}): Figure {
  return { kind: 'plant', art: { kind: 'scenery', name, variant }, heightMetres, faces: 'front', ...extras };
}

interface Outfit {
  readonly skin: Rgb;
  readonly top: Rgb;
  readonly bottom: Rgb;
  readonly shoes: Rgb;
}

/** Clothed, and recoloured by its clothes. */
export function person(
  head: string,
  heightMetres: number,
  palette: Outfit,
  build: 'adult' | 'child' | 'stout' = 'adult',
  headCrop?: readonly [number, number, number, number],
): Figure {
  return {
    kind: 'biped',
    art: {
      kind: 'biped',
      head,
      ...(headCrop === undefined ? {} : { headCrop }),
      palette,
      build,
      recolours: 'top',
    },
    heightMetres,
    faces: 'front',
  };
}

/** Bare (fur, metal, slime), and recoloured as a whole. */
export function creature(
  head: string,
  heightMetres: number,
  palette: Outfit,
  build: 'adult' | 'child' | 'stout' | 'robot' = 'stout',
): Figure {
  return {
    kind: 'biped',
    art: { kind: 'biped', head, palette, build, recolours: 'all' },
    heightMetres,
    faces: 'front',
  };
}
