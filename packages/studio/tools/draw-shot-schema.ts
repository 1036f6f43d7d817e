import { figureOf } from '../src/vocabulary/figures.ts';
import { figureAspect, poseExtent, sceneryAspect } from '../src/scene/figure-shape.ts';
import { screenBox } from '../src/scene/framing.ts';
import type { ScreenBox } from '../src/scene/framing.ts';
import type { Actor, Prop, Shot } from '../src/scene/shot.ts';

interface Drawable {
  readonly box: ScreenBox;
  readonly label: string;
  readonly paint: string;
  readonly stroke: string;
}

/** One frame of a shot as boxes over a horizon: enough to judge a composition before anything can be rendered. */
export function shotSchema(shot: Shot, frame: number, widthPx: number): string {
  const heightPx = Math.round((widthPx * shot.height) / shot.width);
  const pose = shot.camera[frame];
  if (!pose) return '';
  const drawables: Drawable[] = [];
  for (const prop of shot.props) {
    const box = screenBox(pose, shot, {
      ...prop,
      z: prop.lift,
      widthMetres: prop.heightMetres * propAspect(prop),
    });
    const name = typeof prop.art === 'string' ? prop.art : prop.art.figure;
    if (box)
      drawables.push({
        box,
        label: prop.heightMetres > 1.5 ? name : '',
        paint: 'rgba(60,130,70,.45)',
        stroke: '#274',
      });
  }
  for (const actor of shot.actors) {
    const box = actorBox(shot, actor, frame);
    const arrow = facingArrow(actor.path[frame]?.facing ?? 0);
    if (box)
      drawables.push({
        box,
        label: `${actor.figure} ${actor.action} ${arrow}`,
        paint: actor.subject === null ? '#bbbb' : '#e85c',
        stroke: '#811',
      });
  }
  drawables.sort((a, b) => b.box.depth - a.box.depth);
  const focal = (0.87 * Math.max(shot.width, shot.height) * pose.zoom) / shot.height;
  const horizon = (0.5 + Math.tan(pose.pitch) * focal) * heightPx;
  const shapes = drawables.map((drawable) => boxSvg(drawable, widthPx, heightPx)).join('');
  const numbers = `x ${pose.x.toFixed(1)} y ${pose.y.toFixed(1)} z ${pose.z.toFixed(2)} p ${pose.pitch.toFixed(2)} zoom ${pose.zoom.toFixed(2)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"><rect width="100%" height="100%" fill="#cfe6f7"/><rect y="${horizon}" width="100%" height="2000" fill="#cfc6a5"/>${shapes}<text x="4" y="12" font-size="10" fill="#000">${numbers}</text></svg>`;
}

function propAspect(prop: Prop): number {
  return typeof prop.art === 'string' ? sceneryAspect(prop.art) : figureAspect(prop.art.figure);
}

function actorBox(shot: Shot, actor: Actor, frame: number): ScreenBox | null {
  const pose = shot.camera[frame];
  const point = actor.path[frame];
  if (!pose || !point) return null;
  const extent = poseExtent(actor.figure, actor.action, actor.heightMetres, actor.holds);
  return screenBox(pose, shot, { x: point.x, y: point.y, z: point.z, ...extent });
}

function facingArrow(facing: number): string {
  return facing > 0.5 ? '→' : facing < -0.5 ? '←' : '•';
}

function boxSvg({ box, label, paint, stroke }: Drawable, widthPx: number, heightPx: number): string {
  const x = box.left * widthPx;
  const y = box.top * heightPx;
  const width = (box.right - box.left) * widthPx;
  const height = (box.bottom - box.top) * heightPx;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${Math.min(width, height) / 4}" fill="${paint}" stroke="${stroke}"/><text x="${x + 2}" y="${y + 10}" font-size="9">${label}</text>`;
}

/** Kinds of the figures in a shot, for the caption. */
export function castLine(shot: Shot): string {
  return shot.actors.map((actor) => `${actor.figure}(${figureOf(actor.figure).kind})`).join(' ');
}
