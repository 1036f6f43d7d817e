import { expect, test } from 'vitest';
import { sketchGraph, sketchSubject } from '../../test/support/sketch-graph.ts';
import type { Relation, SceneGraph } from '../prompt/scene-graph.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import { directShot } from './direct-shot.ts';
import { poseExtent } from './figure-shape.ts';
import { screenBox } from './framing.ts';
import type { ScreenBox } from './framing.ts';
import { LIGHTS } from './lights.ts';
import { isTree } from './place-recipes/place-recipe.ts';
import type { Actor, Shot } from './shot.ts';

const OPTIONS = { width: 640, height: 360, seed: 7, cfgScale: 0.5, fps: 24, durationSeconds: 5 };
const SEEDS = [1, 7, 21, 44];

function shoot(id: PlaceId, parts: Partial<SceneGraph>, seed = 7, stated = true): Shot {
  return directShot(sketchGraph({ place: { id, stated }, ...parts }), { ...OPTIONS, seed });
}

function tie(kind: Relation['kind'], from = 0, to = 1): Relation {
  return { kind, from, to };
}

function actorOf(shot: Shot, figure: FigureId): Actor {
  const actor = shot.actors.find((candidate) => candidate.figure === figure && candidate.subject !== null);
  if (!actor) throw new Error(`no ${figure} in the shot`);
  return actor;
}

function boxAt(shot: Shot, actor: Actor, frame: number): ScreenBox {
  const pose = shot.camera[frame];
  const point = actor.path[frame];
  if (!pose || !point) throw new Error('no such frame');
  const box = screenBox(pose, shot, {
    ...point,
    ...poseExtent(actor.figure, actor.action, actor.heightMetres, actor.holds),
  });
  if (!box) throw new Error(`${actor.figure} is behind the camera`);
  return box;
}

/** Share of the picture's height at which the far horizon lies in the middle of the clip. */
function horizonOf(shot: Shot): number {
  const pose = shot.camera[shot.frameCount >> 1];
  if (!pose) throw new Error('no camera');
  return 0.5 + (Math.tan(pose.pitch) * 0.87 * pose.zoom * shot.width) / shot.height;
}

test.each([
  ['person', 'sea'],
  ['dog', 'sea'],
  ['duck', 'lake'],
  ['swan', 'lake'],
] as const)(
  'a swimming %s on the %s is filmed from low, with the horizon in the picture',
  (figure, where) => {
    for (const count of [1, 6]) {
      const shot = shoot(where, { subjects: [sketchSubject(figure, { action: 'swim', count })] });
      expect(horizonOf(shot)).toBeGreaterThan(0.08);
      expect(horizonOf(shot)).toBeLessThan(0.6);
    }
  },
);

test.each([
  ['bird', 'house'],
  ['dragon', 'castle'],
  ['hot_air_balloon', 'barn'],
] as const)('a %s above a %s flies over its roof', (flyer, building) => {
  for (const seed of SEEDS) {
    const subjects = [sketchSubject(flyer), sketchSubject(building, { role: 'setting' })];
    const shot = shoot('field', { subjects, relations: [tie('above')] }, seed);
    const upper = boxAt(shot, actorOf(shot, flyer), 60);
    const lower = boxAt(shot, actorOf(shot, building), 60);
    expect(actorOf(shot, flyer).support).toBe('air');
    expect(upper.bottom).toBeLessThan(lower.top);
    expect(lower.bottom - lower.top).toBeGreaterThan(0.3);
  }
});

test('a kite flies in the sky, alone or on the string of a child', () => {
  const alone = shoot('hills', { subjects: [sketchSubject('kite')] });
  expect(actorOf(alone, 'kite').path[0]?.z).toBeGreaterThan(1);
  const subjects = [sketchSubject('boy'), sketchSubject('kite', { role: 'prop' })];
  const held = shoot('park', { subjects, relations: [tie('holds')] });
  const [boy, kite] = [actorOf(held, 'boy'), actorOf(held, 'kite')];
  expect(boy.holds).toEqual([]);
  expect(boxAt(held, kite, 0).bottom).toBeLessThan(boxAt(held, boy, 0).top);
});

test('waders stand in the water of a lake', () => {
  const shot = shoot('lake', { subjects: [sketchSubject('flamingo', { count: 2 })] });
  expect(shot.actors.filter(({ support }) => support === 'water')).toHaveLength(2);
});

test.each([3, 4, 5, 6, 8])('%i apples on a table lie apart on the table itself', (count) => {
  const subjects = [sketchSubject('apple', { count }), sketchSubject('dining_table', { role: 'setting' })];
  const shot = shoot('tabletop', { subjects, relations: [tie('on')] }, 7, false);
  expect(shot.actors.map(({ figure }) => figure)).not.toContain('dining_table');
  const boxes = shot.actors.map((actor) => boxAt(shot, actor, 60)).sort((a, b) => a.left - b.left);
  expect(boxes).toHaveLength(count);
  const apart = boxes.filter((box, index) => box.left > (boxes[index - 1]?.right ?? 0) - 0.03);
  expect(apart.length).toBeGreaterThanOrEqual(Math.ceil(count / 2));
});

test('small things on a table are filmed on a tabletop unless a room is named', () => {
  const subjects = [sketchSubject('violin'), sketchSubject('dining_table', { role: 'setting' })];
  const parts = { subjects, relations: [tie('on')] };
  const free = shoot('living_room', parts, 7, false).world;
  expect(free.kind === 'room' && free.room).toBe('tabletop');
  const named = shoot('living_room', parts).world;
  expect(named.kind === 'room' && named.room).toBe('living_room');
});

test('a cat on a sofa lies on its seat', () => {
  const subjects = [sketchSubject('cat'), sketchSubject('sofa', { role: 'setting' })];
  const shot = shoot('living_room', { subjects, relations: [tie('on')] });
  const [cat, sofa] = [actorOf(shot, 'cat'), actorOf(shot, 'sofa')];
  expect(cat.action).toBe('lie');
  expect(cat.path[0]?.z).toBeLessThan(0.45 * sofa.heightMetres);
});

test('a clock in a room hangs on the wall, not on the rug', () => {
  const shot = shoot('living_room', { subjects: [sketchSubject('wall_clock'), sketchSubject('floor_lamp')] });
  expect(actorOf(shot, 'wall_clock').path[0]?.z).toBeGreaterThan(0.8);
});

test('who writes on a blackboard stands before it on the floor', () => {
  const subjects = [
    sketchSubject('teacher', { action: 'write' }),
    sketchSubject('blackboard', { role: 'setting' }),
  ];
  const shot = shoot('classroom', { subjects, relations: [tie('on')] });
  const [teacher, board] = [actorOf(shot, 'teacher'), actorOf(shot, 'blackboard')];
  expect(teacher.path[0]?.z).toBe(0);
  expect(teacher.path[0]?.y).toBeLessThan(board.path[0]?.y ?? 0);
});

test('a chase crosses the picture in front of those who watch', () => {
  const subjects = [
    sketchSubject('dog', { action: 'run' }),
    sketchSubject('ball'),
    sketchSubject('child', { role: 'actor' }),
  ];
  const shot = shoot('park', { subjects, relations: [tie('chases')] });
  const [dog, ball, child] = [actorOf(shot, 'dog'), actorOf(shot, 'ball'), actorOf(shot, 'child')];
  const crossed = (actor: Actor) =>
    Math.abs(boxAt(shot, actor, shot.frameCount - 1).left - boxAt(shot, actor, 0).left);
  expect(crossed(dog)).toBeGreaterThan(0.25);
  expect(crossed(ball)).toBeGreaterThan(0.25);
  expect(child.path[0]?.y).toBeGreaterThan(dog.path[0]?.y ?? 0);
});

test('a rocket whose place is not named leaves the ground with smoke', () => {
  const shot = shoot('sky', { subjects: [sketchSubject('rocket', { action: 'fly' })] }, 7, false);
  const rocket = actorOf(shot, 'rocket');
  expect(rocket.path[0]?.z).toBe(0);
  expect(rocket.path.at(-1)?.z).toBeGreaterThan(rocket.heightMetres);
  expect(shot.particles.some(({ kind }) => kind === 'smoke')).toBe(true);
});

test('a drone over an empty coast flies forward and looks down on the shore', () => {
  const shot = shoot('beach', { camera: ['aerial'] });
  const [first, last] = [shot.camera[0], shot.camera.at(-1)];
  if (!first || !last) throw new Error('no camera');
  expect(Math.hypot(last.x - first.x, last.y - first.y)).toBeGreaterThan(15);
  expect(first.z).toBeGreaterThan(10);
  expect(Math.min(first.y, last.y)).toBeLessThan(6);
  expect(first.pitch).toBeLessThan(-0.15);
});

test('a tower of the skyline stands on land, and no tree stands in the sea', () => {
  const tower = shoot('skyline', { subjects: [sketchSubject('skyscraper')] }).world;
  expect(tower.kind === 'open' && tower.waterLevel).toBe(null);
  for (const seed of SEEDS) {
    const props = shoot('beach', { camera: ['aerial'] }, seed).props;
    expect(
      props.filter(({ art, y }) => typeof art === 'string' && isTree(art) && y > 6),
      `seed ${seed}`,
    ).toEqual([]);
  }
});

test('a busy street has traffic and people nearer than the middle of the view, a quiet one a few far off', () => {
  const busy = shoot('street', { placeTraits: ['crowded'] });
  expect(busy.actors.length).toBeGreaterThan(8);
  const camera = busy.camera[0];
  expect(Math.min(...busy.actors.map((actor) => (actor.path[0]?.y ?? 0) - (camera?.y ?? 0)))).toBeLessThan(8);
  expect(shoot('street', { placeTraits: ['crowded'], banned: ['people', 'cars'] }).actors).toEqual([]);
});

test('evening light colours the sky, not skin and asked colours', () => {
  for (const id of ['sunrise', 'sunset'] as const) {
    const { ambient, key } = LIGHTS[id];
    const lit = ambient.map((value, channel) => value + 0.6 * (key[channel] ?? 0));
    expect((lit[0] ?? 0) / (lit[2] ?? 1)).toBeLessThan(1.4);
  }
  const evening = shoot('kitchen', { subjects: [sketchSubject('chef')], time: 'sunset' }).light;
  expect(evening.key[0] / evening.key[2]).toBeLessThan(1.4);
});

test('figures outdoors at night are lit from beside the camera, by a lamp that is never seen', () => {
  for (const action of [null, 'run', 'walk'] as const) {
    const shot = shoot('street', { subjects: [sketchSubject('woman', { action })], time: 'night' });
    const lamp = shot.glows[0];
    if (!lamp) throw new Error('no lamp');
    for (const pose of shot.camera) {
      const depth = (lamp.x - pose.x) * Math.sin(pose.yaw) + (lamp.y - pose.y) * Math.cos(pose.yaw);
      expect(depth).toBeLessThan(0.3);
    }
  }
});

test('no moon drowns an aurora', () => {
  const { world } = shoot('lake', { weather: ['aurora'] });
  expect(world.kind === 'open' && world.sky.moon).toBe(false);
});

test('a bowl beside a cat is smaller than the cat', () => {
  const subjects = [sketchSubject('cat', { action: 'eat' }), sketchSubject('bowl', { role: 'setting' })];
  const shot = shoot('field', { subjects });
  expect(actorOf(shot, 'bowl').heightMetres).toBeLessThan(0.7 * actorOf(shot, 'cat').heightMetres);
});

test('a bicycle without a rider rests', () => {
  const path = actorOf(shoot('street', { subjects: [sketchSubject('bicycle')] }), 'bicycle').path;
  expect(path.at(-1)?.x).toBe(path[0]?.x);
});
