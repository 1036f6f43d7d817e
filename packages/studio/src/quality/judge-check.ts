import type { SceneGraph, Subject } from '../prompt/scene-graph.ts';
import type { Shot } from '../scene/shot.ts';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { BarId } from './bars.ts';
import { showsCameraMove } from './camera-sense.ts';
import type { ContentMotion } from './camera-sense.ts';
import type { ClipMetrics } from './clip-metrics.ts';
import { isColour, voteColours } from './colour-name.ts';
import type { FilmedCamera } from './film-camera.ts';
import { countPieces, sightOf } from './mask.ts';
import type { MaskSight } from './mask.ts';
import type { MaskedPicture } from './picture.ts';
import type { Check } from './sample-entry.ts';

/** What there is to judge by. */
export interface Evidence {
  readonly graph: SceneGraph;
  readonly shot: Shot;
  /** First, middle and last picture. */
  readonly stills: readonly MaskedPicture[];
  readonly clip: ClipMetrics | null;
  readonly camera: FilmedCamera | null;
}

/** One check, answered. */
export interface Verdict {
  readonly bar: BarId;
  readonly wanted: string;
  readonly measured: string;
  readonly passes: boolean;
}

/** A thing of this share of the picture can be made out: a square of 11 pixels at 480 x 270. */
const VISIBLE_SHARE = 0.001;

export function judgeCheck(check: Check, evidence: Evidence): Verdict {
  const { graph, shot } = evidence;
  switch (check.kind) {
    case 'shows':
      return judgeVisible(check.thing, evidence);
    case 'colour':
      return judgeColour(check, evidence);
    case 'relation':
      return judgeRelation(check, evidence);
    case 'count':
      return judgeCount(check, evidence);
    case 'camera':
      return judgeCamera(check.move, evidence);
    case 'action':
      return judgeAction(check, evidence);
    case 'place':
      return oneOf('place', check.places, graph.place.id);
    case 'place_stated': {
      const measured = graph.place.stated ? graph.place.id : `${graph.place.id} (chosen)`;
      return { bar: 'setting', wanted: 'the named place', measured, passes: graph.place.stated };
    }
    case 'time':
      return oneOf('time', check.times, graph.time ?? 'none');
    case 'weather': {
      const passes = graph.weather.includes(check.weather);
      return { bar: 'setting', wanted: check.weather, measured: graph.weather.join(' '), passes };
    }
    case 'style':
      return oneOf('style', [check.style], shot.style ?? 'none');
    case 'motion': {
      const moves = evidence.clip?.isDynamic === true;
      const measured = moves ? 'moving' : 'still';
      return { bar: 'dynamic', wanted: check.motion, measured, passes: check.motion === measured };
    }
    default:
      return check satisfies never;
  }
}

function oneOf(what: string, wanted: readonly string[], measured: string): Verdict {
  return {
    bar: 'setting',
    wanted: `${what} ${wanted.join(' or ')}`,
    measured,
    passes: wanted.includes(measured),
  };
}

/** Index of the subject meant, by figure or by noun; -1 when the prompt was not read so. */
export function findSubject({ subjects }: SceneGraph, thing: string): number {
  const figure = thing.replaceAll(' ', '_');
  const exact = subjects.findIndex((subject) => subject.figure === figure || subject.noun === thing);
  if (exact >= 0) return exact;
  return subjects.findIndex(
    (subject) => wordsOf(subject).includes(thing) || (thing === 'person' && isPerson(subject)),
  );
}

/** A "wine glass" is found by its noun as written, whatever its figure is called. */
function wordsOf({ noun, figure }: Subject): string[] {
  return [noun.replace(/s$/u, ''), figure.replaceAll('_', ' ')];
}

function isPerson({ figure }: Subject): boolean {
  const { art } = figureOf(figure);
  return art.kind === 'biped' && art.recolours === 'top';
}

/** The picture in which a subject is seen best, and what is seen. */
function bestSight(
  stills: readonly MaskedPicture[],
  subject: number,
): { picture: MaskedPicture; sight: MaskSight } | null {
  let best: { picture: MaskedPicture; sight: MaskSight } | null = null;
  for (const picture of stills) {
    const sight = sightOf(picture, subject);
    if (sight !== null && sight.share > (best?.sight.share ?? 0)) best = { picture, sight };
  }
  return best;
}

function judgeVisible(thing: string, { graph, shot, stills }: Evidence): Verdict {
  const subject = findSubject(graph, thing);
  const wanted = `shows ${thing}`;
  if (subject < 0) return { bar: 'visible', wanted, measured: 'not among the subjects', passes: false };
  const bearer = bearerOf(shot, subject);
  const share = bestSight(stills, bearer ?? subject)?.sight.share ?? 0;
  const measured = `${(share * 100).toFixed(2)} % of the picture${bearer === null ? '' : ' with its bearer'}`;
  return { bar: 'visible', wanted, measured, passes: share >= VISIBLE_SHARE };
}

/** Who holds or wears a subject: the mask shows both as one figure. */
function bearerOf({ actors }: Shot, subject: number): number | null {
  return actors.find(({ holds }) => holds.some((held) => held.subject === subject))?.subject ?? null;
}

function judgeColour(check: Extract<Check, { kind: 'colour' }>, { graph, stills }: Evidence): Verdict {
  const wanted = `${check.colour} ${check.thing}`;
  const subject = findSubject(graph, check.thing);
  const best = subject < 0 ? null : bestSight(stills, subject);
  const seen = best === null ? null : voteColours(best.picture, subject);
  const figure = graph.subjects[subject]?.figure;
  if (seen === null || figure === undefined)
    return { bar: 'colour', wanted, measured: 'not seen', passes: false };
  const { art } = figureOf(figure);
  const isClothed = art.kind === 'biped' && art.recolours === 'top';
  return {
    bar: 'colour',
    wanted,
    measured: `${seen.winner} ${Math.round(seen.winnerShare * 100)} %`,
    passes: isColour(seen, check.colour, isClothed),
  };
}

/** Centres closer than this share of the picture are neither left nor right. */
const SIDE_MARGIN = 0.015;

function judgeRelation(check: Extract<Check, { kind: 'relation' }>, { graph, stills }: Evidence): Verdict {
  const wanted = `${check.from} ${check.relation} ${check.to}`;
  const middle = stills[1];
  const from = middle === undefined ? null : sightOf(middle, findSubject(graph, check.from));
  const to = middle === undefined ? null : sightOf(middle, findSubject(graph, check.to));
  if (from === null || to === null) {
    return {
      bar: 'relation',
      wanted,
      measured: `${from === null ? check.from : check.to} not seen`,
      passes: false,
    };
  }
  const right = from.centreX - to.centreX;
  const down = from.centreY - to.centreY;
  const passes = {
    left_of: right < -SIDE_MARGIN,
    right_of: right > SIDE_MARGIN,
    above: down < -SIDE_MARGIN,
    below: down > SIDE_MARGIN,
  }[check.relation];
  const measured = `${(right * 100).toFixed(1)} % right, ${(down * 100).toFixed(1)} % down`;
  return { bar: 'relation', wanted, measured, passes };
}

function judgeCount(check: Extract<Check, { kind: 'count' }>, { graph, shot, stills }: Evidence): Verdict {
  const wanted = `${check.count} ${check.thing}`;
  const subject = findSubject(graph, check.thing);
  const drawn = shot.actors.filter((actor) => actor.subject === subject).length;
  const pieces = stills.reduce((most, picture) => Math.max(most, countPieces(picture, subject)), 0);
  // Neighbours overlap, so the pieces seen may be fewer than the figures; half of them is too few.
  const passes = drawn === check.count && pieces >= Math.ceil(check.count / 2);
  return { bar: 'count', wanted, measured: `${drawn} drawn, ${pieces} apart`, passes };
}

function judgeAction(check: Extract<Check, { kind: 'action' }>, { graph, shot, stills }: Evidence): Verdict {
  const wanted = `${check.thing} ${check.actions.join(' or ')}`;
  const subject = findSubject(graph, check.thing);
  const actions: readonly string[] = check.actions;
  const acted = shot.actors.filter((actor) => actor.subject === subject).map(({ action }) => action);
  const seen = (bestSight(stills, subject)?.sight.share ?? 0) >= VISIBLE_SHARE;
  const measured = acted.length === 0 ? 'nobody acts' : [...new Set(acted)].join(' ');
  return {
    bar: 'action',
    wanted,
    measured,
    passes: seen && acted.some((action) => actions.includes(action)),
  };
}

function judgeCamera(move: CameraMoveId, { shot, camera }: Evidence): Verdict {
  const motion = camera === null ? null : motionFor(move, camera);
  const byFlow = motion === null ? null : showsCameraMove(move, motion);
  return {
    bar: 'camera',
    wanted: move,
    measured: motion === null ? 'too little texture' : describeMotion(motion),
    passes: byFlow ?? showsInPath(move, shot),
  };
}

/** Orbits show in what lies behind the subject; a rising camera in what is near moving against what is far. */
function motionFor(move: CameraMoveId, { all, far, near }: FilmedCamera): ContentMotion | null {
  switch (move) {
    case 'orbit_left':
    case 'orbit_right':
      return far;
    case 'pedestal_up':
    case 'pedestal_down':
      return near === null || far === null ? all : { ...near, down: near.down - far.down };
    default:
      return all;
  }
}

/** Moves that flow does not show are looked up in the camera path. */
function showsInPath(move: CameraMoveId, { camera, focus, actors }: Shot): boolean {
  const first = camera[0];
  const last = camera.at(-1);
  if (!first || !last) return false;
  switch (move) {
    case 'aerial':
      return first.z > Math.max(6, ...actors.map(({ heightMetres }) => heightMetres));
    case 'track':
      return Math.hypot(last.x - first.x, last.y - first.y) > 0.5;
    case 'rack_focus':
      return focus !== null && Math.abs((focus.metres.at(-1) ?? 0) - (focus.metres[0] ?? 0)) > 0.5;
    default:
      return false;
  }
}

function describeMotion({ right, down, spread, turn }: ContentMotion): string {
  const degrees = (turn * 180) / Math.PI;
  return `right ${right.toFixed(1)} px, down ${down.toFixed(1)} px, grows ${(spread * 100).toFixed(1)} %, turns ${degrees.toFixed(1)} degrees`;
}
