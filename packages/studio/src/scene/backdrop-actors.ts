import { clamp } from '../maths/curves.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { CastMember } from './cast.ts';
import type { Freedom } from './freedom.ts';
import { frameHeightPerMetre, frameWidthPerMetre } from './framing.ts';
import type { Picture } from './framing.ts';
import type { Habitat } from './habitat.ts';
import type { Mood } from './mood.ts';
import type { PlaceRecipe } from './place-recipes/place-recipe.ts';
import type { Actor, CameraPose, PathPoint } from './shot.ts';

/** What the set is built against. */
export interface SetFrame {
  readonly picture: Picture;
  /** The pose of the middle of the clip. */
  readonly pose: CameraPose;
  readonly distance: number;
  readonly frameCount: number;
  readonly habitat: Habitat;
  /** Nobody named stands before the set. */
  readonly isEmptyStage: boolean;
}

/** Buildings, landmarks and heavenly bodies that the prompt names as part of the set, behind the figures. */
export function backdropActors(members: readonly CastMember[], frame: SetFrame): Actor[] {
  return members
    .filter((member) => member.isBackdrop)
    .map((member, index) =>
      member.kind === 'celestial' ? heavenlyBody(member, index, frame) : building(member, index, frame),
    );
}

function building(member: CastMember, index: number, frame: SetFrame): Actor {
  const { habitat, picture } = frame;
  const indoors = habitat.medium === 'room' || habitat.medium === 'table';
  // Behind the figures by half their distance again, or as far as its own height needs to fill half of the picture.
  const share = member.kind === 'building' || member.kind === 'landmark' ? 0.56 : 0.36;
  const byHeight = member.heightMetres / (share * frameHeightPerMetre(picture) * (1 / frame.pose.zoom));
  const depth = indoors
    ? frame.distance + 1.6
    : habitat.medium === 'shore'
      ? frame.distance + 4
      : Math.max(frame.distance * 1.5 + 1, byHeight);
  const height = Math.min(
    member.heightMetres,
    indoors ? 2 : depth * share * frameHeightPerMetre(picture) * 1.2,
    headroom(frame, depth),
  );
  const side = frame.isEmptyStage && index === 0 ? 0 : index % 2 === 0 ? 0.27 : -0.27;
  const lateral = clamp(side * frameWidthPerMetre(picture) * depth, indoors ? -2.4 : -60, indoors ? 2.4 : 60);
  return stillActor(
    member,
    height,
    alongView(frame.pose, depth, lateral, member.support === 'air' ? height * 0.4 : 0),
    frame.frameCount,
  );
}

/** Height of what stands at a depth and just fits under the upper edge of the picture. */
function headroom(frame: SetFrame, depth: number): number {
  const upperEdge =
    0.45 * (frameHeightPerMetre(frame.picture) / frame.pose.zoom) + Math.tan(frame.pose.pitch);
  return Math.max(0.5, frame.pose.z + upperEdge * depth);
}

function heavenlyBody(member: CastMember, index: number, frame: SetFrame): Actor {
  const indoors = frame.habitat.medium === 'room' || frame.habitat.medium === 'table';
  const depth = indoors ? frame.distance + 2 : 90;
  const height = 0.2 * frameHeightPerMetre(frame.picture) * depth;
  const lateral = (index % 2 === 0 ? 0.25 : -0.25) * frameWidthPerMetre(frame.picture) * depth;
  const middle = frame.pose.z + Math.tan(frame.pose.pitch) * depth;
  const z = middle + 0.18 * frameHeightPerMetre(frame.picture) * depth;
  return {
    ...stillActor(member, height, alongView(frame.pose, depth, lateral, z), frame.frameCount),
    support: 'air',
  };
}

function alongView(pose: CameraPose, depth: number, lateral: number, z: number): PathPoint {
  return {
    x: rounded(pose.x + Math.sin(pose.yaw) * depth + Math.cos(pose.yaw) * lateral),
    y: rounded(pose.y + Math.cos(pose.yaw) * depth - Math.sin(pose.yaw) * lateral),
    z: rounded(z),
    facing: 0,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function stillActor(member: CastMember, heightMetres: number, point: PathPoint, frameCount: number): Actor {
  return {
    figure: member.figure,
    subject: member.subject,
    action: member.action,
    heightMetres: rounded(heightMetres),
    tint: member.tint,
    support: member.support,
    path: Array.from({ length: frameCount }, () => point),
    phase: 0,
    tempo: 1,
    holds: [],
  };
}

/** Landmarks of the place and, where a crowd is asked for, passers-by: nobody the prompt named. */
export function extraActors(
  recipe: PlaceRecipe,
  mood: Mood,
  frame: SetFrame,
  named: ReadonlySet<FigureId>,
  freedom: Freedom,
): Actor[] {
  const side = freedom.amount > 0.2 && freedom.chance('landmark side') < 0.5 ? -1 : 1;
  const landmarks = recipe.landmarks
    .filter((landmark) => !named.has(landmark.figure) && !mood.banned.has('buildings'))
    .map((landmark): Actor => {
      const depth = frame.distance + landmark.depthMetres;
      const lateral = (side * landmark.side * frameWidthPerMetre(frame.picture) * depth) / 2;
      return extra(
        landmark.figure,
        landmark.heightMetres,
        alongView(frame.pose, depth, lateral, 0),
        frame.frameCount,
        0,
        'idle',
      );
    });
  return [...landmarks, ...streetLife(mood, frame, freedom)];
}

/** Passers-by and traffic: many where a crowd is asked for, a few in any street, so that it does not look deserted. */
function streetLife(mood: Mood, frame: SetFrame, freedom: Freedom): Actor[] {
  const { habitat } = frame;
  const isStreet = habitat.place === 'street' || habitat.place === 'plaza';
  const crowded = mood.traits.has('crowded');
  const peopled = habitat.medium === 'ground' || habitat.medium === 'room';
  const people = peopled && !mood.banned.has('people') ? (crowded ? 9 : isStreet ? 3 : 0) : 0;
  const cars = habitat.place === 'street' && !mood.banned.has('cars') ? (crowded ? 3 : 1) : 0;
  return [...crowd(people, frame, freedom), ...traffic(cars, frame, freedom)];
}

const PASSERS_BY = [
  'man',
  'woman',
  'office_worker',
  'blonde_woman',
  'bearded_man',
  'student',
  'old_man',
  'girl',
  'woman',
] as const satisfies readonly FigureId[];
const TRAFFIC = ['taxi', 'car', 'bus'] as const satisfies readonly FigureId[];

/** Half of a street between the kerbs, and of the whole between the facades. */
const ROADWAY_HALF_METRES = 3;
const STREET_HALF_METRES = 6;

function crowd(count: number, frame: SetFrame, freedom: Freedom): Actor[] {
  const draw = freedom.stream('crowd');
  const indoors = frame.habitat.medium === 'room';
  const isStreet = frame.habitat.place === 'street';
  return PASSERS_BY.slice(0, indoors ? Math.min(4, count) : count).map((figure, index) => {
    // With nobody on the stage the nearest pass where a subject would stand; else all keep behind it.
    const near = frame.isEmptyStage ? 0.42 * frame.distance : 1.5 * frame.distance + 4;
    const depth = indoors ? frame.distance + 1 + draw() * 1.4 : near + (index * 0.9 + draw() * 1.6) * 1.1;
    const side = index % 2 === 0 ? 1 : -1;
    const spread = side * (0.16 + 0.28 * draw()) * frameWidthPerMetre(frame.picture) * depth;
    const lateral = indoors ? clamp(spread, -3, 3) : spread;
    const point = alongView(frame.pose, depth, lateral, 0);
    const start = isStreet ? { ...point, x: kept(point.x, STREET_HALF_METRES) } : point;
    const walks = !indoors && index % 4 !== 3;
    return extra(
      figure,
      figureOf(figure).heightMetres,
      start,
      frame.frameCount,
      // Behind a subject they go outwards, not across.
      walks ? (frame.isEmptyStage ? -side : side) * 0.8 : side * -0.3,
      walks ? 'walk' : 'idle',
      draw(),
    );
  });
}

/** Parked at the kerbs, well behind the stage. */
function traffic(count: number, frame: SetFrame, freedom: Freedom): Actor[] {
  const draw = freedom.stream('traffic');
  return TRAFFIC.slice(0, count).map((figure, index) => {
    const depth = frame.distance * (frame.isEmptyStage ? 0.8 : 1.6) + 6 + index * 5 + draw() * 2;
    const side = index % 2 === 0 ? -1 : 1;
    const point = alongView(frame.pose, depth, 0, 0);
    const start = { ...point, x: side * ROADWAY_HALF_METRES };
    return extra(figure, figureOf(figure).heightMetres, start, frame.frameCount, side, 'idle', draw());
  });
}

function kept(value: number, limit: number): number {
  return clamp(value, -limit, limit);
}

function extra(
  figure: FigureId,
  heightMetres: number,
  start: PathPoint,
  frameCount: number,
  facing: number,
  action: Actor['action'],
  phase = 0,
): Actor {
  // Passers-by walk about a metre a second at 24 frames a second.
  const step = action === 'walk' ? Math.sign(facing) * 0.042 : 0;
  return {
    figure,
    subject: null,
    action,
    heightMetres,
    tint: null,
    support: 'ground',
    path: Array.from({ length: frameCount }, (_, index) => ({
      ...start,
      x: rounded(start.x + step * (index - frameCount / 2)),
      facing,
    })),
    phase: rounded(phase),
    tempo: 1,
    holds: [],
  };
}
