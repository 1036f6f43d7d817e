import type { SpriteRequest } from '../../art/sprite-set.ts';
import type { SpriteRef } from '../../art/sprite.ts';
import { BUILDS } from '../../art/biped/build.ts';
import type { Actor, Shot } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { project, viewAt, type View } from '../view.ts';
import { headTint } from './draw-biped.ts';
import { refOf, refOfProp } from './sprite-ref.ts';

/** No picture is drawn from nearer than this, metres: nearer figures fill the screen anyway. */
const NEAREST_METRES = 0.4;
/** Cameras and figures are looked at on this many frames of a shot. */
const LOOKS = 24;

/** Every picture a shot shows, at the largest height it is drawn at along the way of camera and actors. */
export function spriteRequests(shot: Shot): readonly SpriteRequest[] {
  const views: View[] = [];
  const step = Math.max(1, Math.floor(shot.frameCount / LOOKS));
  for (let frame = 0; frame < shot.frameCount; frame += step) views.push(viewAt(shot, frame));
  views.push(viewAt(shot, Math.max(0, shot.frameCount - 1)));

  const requests: SpriteRequest[] = [];
  const want = (ref: SpriteRef, heightMetres: number, pixelsPerMetre: number, tint: Rgb | null): void => {
    requests.push({ ref, heightPx: Math.ceil(heightMetres * pixelsPerMetre), tint });
  };
  for (const prop of shot.props) {
    const scale = Math.max(...views.map((view) => scaleAt(view, prop.x, prop.y)));
    want(refOfProp(prop), prop.heightMetres, scale, null);
  }
  for (const actor of shot.actors)
    wantActor(actor, Math.max(...views.map((view) => actorScale(view, actor))), want);
  return requests;
}

function wantActor(
  actor: Actor,
  scale: number,
  want: (ref: SpriteRef, heightMetres: number, scale: number, tint: Rgb | null) => void,
): void {
  const figure = figureOf(actor.figure);
  const { art } = figure;
  if (art.kind === 'biped') {
    const shown = art.headCrop ? art.headCrop[3] - art.headCrop[1] : 1;
    want(
      refOf(figure),
      (actor.heightMetres * 2.1 * BUILDS[art.build].headRadius) / shown,
      scale,
      headTint(art, actor),
    );
  } else want(refOf(figure), actor.heightMetres, scale, actor.tint);
  for (const held of actor.holds)
    want(refOf(figureOf(held.figure)), Math.min(held.heightMetres, actor.heightMetres * 2), scale, held.tint);
}

function actorScale(view: View, actor: Actor): number {
  const point = actor.path[Math.min(view.frame, actor.path.length - 1)];
  return point ? scaleAt(view, point.x, point.y) : 0;
}

function scaleAt(view: View, x: number, y: number): number {
  const { depth } = project(view, x, y, 0);
  return depth <= 0 ? 0 : view.focal / Math.max(NEAREST_METRES, depth);
}
