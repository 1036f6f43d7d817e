import type { SpriteRef } from '../../art/sprite.ts';
import type { Prop } from '../../scene/shot.ts';
import { isDrawnId } from '../../vocabulary/drawn.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';

/** The picture of a figure; a biped has one only of its head. */
export function refOf(figure: Figure): SpriteRef {
  const { art } = figure;
  switch (art.kind) {
    case 'biped':
      return headRef(art.head);
    case 'scenery':
      return { kind: 'scenery', name: art.name, variant: art.variant };
    default:
      return { kind: art.kind, name: art.name };
  }
}

/** The picture of a biped's head: one of our own drawings when it has that name, else an icon. */
export function headRef(head: string): SpriteRef {
  return { kind: isDrawnId(head) ? 'drawn' : 'emoji', name: head };
}

export function refOfProp(prop: Prop): SpriteRef {
  return typeof prop.art === 'string'
    ? { kind: 'scenery', name: prop.art, variant: prop.variant }
    : refOf(figureOf(prop.art.figure));
}
