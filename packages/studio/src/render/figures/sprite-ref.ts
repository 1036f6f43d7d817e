import type { SpriteRef } from '../../art/sprite.ts';
import type { Prop } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';

/** The picture of a figure; a biped has one only of its head. */
export function refOf(figure: Figure): SpriteRef {
  const { art } = figure;
  return art.kind === 'biped' ? { kind: 'emoji', name: art.head } : { kind: art.kind, name: art.name };
}

export function refOfProp(prop: Prop): SpriteRef {
  return typeof prop.art === 'string'
    ? { kind: 'scenery', name: prop.art, variant: prop.variant }
    : refOf(figureOf(prop.art.figure));
}
