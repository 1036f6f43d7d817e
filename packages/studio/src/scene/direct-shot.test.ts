import { expect, test } from 'vitest';
import { sketchGraph, sketchSubject } from '../../test/support/sketch-graph.ts';
import type { Relation, SceneGraph, Subject } from '../prompt/scene-graph.ts';
import { CAMERA_MOVES } from '../vocabulary/camera.ts';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import { PLACES } from '../vocabulary/places.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import { shownShare } from './behaviour.ts';
import { directShot } from './direct-shot.ts';
import { poseExtent } from './figure-shape.ts';
import { screenBox } from './framing.ts';
import type { ScreenBox } from './framing.ts';
import { isTree } from './place-recipes/place-recipe.ts';
import type { CameraPose, Shot } from './shot.ts';

const WIDE = { width: 640, height: 360 };
const TALL = { width: 360, height: 640 };
const SQUARE = { width: 360, height: 360 };
const OPTIONS = { ...WIDE, seed: 7, cfgScale: 0.5, fps: 24, durationSeconds: 5 };

function place(id: PlaceId): SceneGraph['place'] {
  return { id, stated: true };
}

function tie(kind: Relation['kind'], from = 0, to = 1): Relation {
  return { kind, from, to };
}

function pair(
  first: FigureId,
  second: FigureId,
  kind: Relation['kind'],
  where: PlaceId = 'park',
): SceneGraph {
  return sketchGraph({
    place: place(where),
    subjects: [sketchSubject(first), sketchSubject(second, { role: 'actor' })],
    relations: [tie(kind)],
  });
}

function boxOf(shot: Shot, subject: number, frame: number): ScreenBox {
  const actor = shot.actors.find((candidate) => candidate.subject === subject);
  const pose = shot.camera[frame];
  const point = actor?.path[frame];
  if (!actor || !pose || !point) throw new Error(`subject ${subject} is not in the shot`);
  const extent = poseExtent(actor.figure, actor.action, actor.heightMetres, actor.holds);
  const shown = shownShare({ ...actor, kind: figureOf(actor.figure).kind });
  const box = screenBox(pose, shot, {
    ...point,
    widthMetres: extent.widthMetres,
    heightMetres: extent.heightMetres * shown,
  });
  if (!box) throw new Error(`subject ${subject} is behind the camera`);
  return box;
}

function expectInside(box: ScreenBox): void {
  expect(box.left).toBeGreaterThan(0);
  expect(box.right).toBeLessThan(1);
  expect(box.top).toBeGreaterThan(0);
  expect(box.bottom).toBeLessThan(1.13);
}

const FIGURES_BY_TURN: readonly FigureId[] = [
  'panda',
  'dog',
  'car',
  'woman',
  'elephant',
  'cup',
  'eagle',
  'rowing_boat',
];

test.each(PLACES.map((id, index) => [id, index] as const))(
  'the subject is in the picture from first to last in every format: %s',
  (id, index) => {
    [WIDE, TALL, SQUARE].forEach((size, turn) => {
      CAMERA_MOVES.forEach((move, moveIndex) => {
        if ((moveIndex + index + turn) % 3 !== 0) return;
        const figure = FIGURES_BY_TURN[(index + moveIndex) % FIGURES_BY_TURN.length] ?? 'panda';
        const graph = sketchGraph({ place: place(id), subjects: [sketchSubject(figure)], camera: [move] });
        const shot = directShot(graph, { ...OPTIONS, ...size });
        for (const frame of [0, shot.frameCount - 1]) expectInside(boxOf(shot, 0, frame));
      });
    });
  },
);

test.each([
  ['dog', 'cat'],
  ['mouse', 'elephant'],
  ['giraffe', 'bird'],
  ['bus', 'bicycle'],
  ['apple', 'chair'],
] as const)('%s and %s stand side by side, each at least a third of the other', (first, second) => {
  for (const size of [WIDE, TALL, SQUARE]) {
    const shot = directShot(pair(first, second, 'next_to'), { ...OPTIONS, ...size });
    const a = boxOf(shot, 0, 0);
    const b = boxOf(shot, 1, 0);
    expectInside(a);
    expectInside(b);
    const ratio = Math.max((a.bottom - a.top) / (b.bottom - b.top), (a.right - a.left) / (b.right - b.left));
    expect(ratio).toBeGreaterThan(0.15);
    expect(a.right < b.left || b.right < a.left).toBe(true);
  }
});

const PAIRS: readonly (readonly [FigureId, FigureId])[] = [
  ['car', 'dog'],
  ['bird', 'cat'],
  ['toaster', 'oven'],
  ['person', 'bench'],
];

test.each(PAIRS)('%s stands where its relation to %s says', (first, second) => {
  for (const size of [WIDE, TALL]) {
    const options = { ...OPTIONS, ...size };
    const boxes = (kind: Relation['kind']) => {
      const shot = directShot(pair(first, second, kind), options);
      return [boxOf(shot, 0, 0), boxOf(shot, 1, 0)] as const;
    };
    const [leftA, leftB] = boxes('left_of');
    expect(leftA.right).toBeLessThan(leftB.left);
    const [rightA, rightB] = boxes('right_of');
    expect(rightA.left).toBeGreaterThan(rightB.right);
    const [aboveA, aboveB] = boxes('above');
    expect((aboveA.top + aboveA.bottom) / 2).toBeLessThan((aboveB.top + aboveB.bottom) / 2);
    const [belowA, belowB] = boxes('below');
    expect((belowA.top + belowA.bottom) / 2).toBeGreaterThan((belowB.top + belowB.bottom) / 2);
    const [onA, onB] = boxes('on');
    // Who sits on a bench still has the feet on the ground.
    expect(onA.bottom).toBeLessThan(onB.bottom + 0.01);
    expect(onA.top).toBeLessThan(onB.bottom);
    const [frontA, frontB] = boxes('in_front_of');
    expect(frontA.depth).toBeLessThan(frontB.depth);
    const [behindA, behindB] = boxes('behind');
    expect(behindA.depth).toBeGreaterThan(behindB.depth);
  }
});

test.each([2, 3, 4, 5, 6, 7, 8])('%i of a kind are drawn as so many, all in the picture', (count) => {
  for (const [figure, where] of [
    ['person', 'plaza'],
    ['bird', 'sky'],
    ['fish', 'coral_reef'],
    ['apple', 'tabletop'],
  ] as const) {
    const shot = directShot(
      sketchGraph({ place: place(where), subjects: [sketchSubject(figure, { count })] }),
      { ...OPTIONS, ...TALL },
    );
    const members = shot.actors.filter((actor) => actor.subject === 0);
    expect(members).toHaveLength(count);
    const centres = members.map(
      (actor) =>
        `${actor.path[0]?.x.toFixed(2)} ${actor.path[0]?.y.toFixed(2)} ${actor.path[0]?.z.toFixed(2)}`,
    );
    expect(new Set(centres).size).toBe(count);
  }
});

function withCamera(moves: readonly CameraMoveId[], parts: Partial<SceneGraph> = {}): Shot {
  return directShot(sketchGraph({ subjects: [sketchSubject('panda')], camera: moves, ...parts }), OPTIONS);
}

function endsOf(move: CameraMoveId): { readonly first: CameraPose; readonly last: CameraPose } {
  const { camera } = withCamera([move]);
  const first = camera[0];
  const last = camera.at(-1);
  if (!first || !last) throw new Error('no camera');
  return { first, last };
}

test('camera moves go the way their names say', () => {
  const expectations: [CameraMoveId, (e: ReturnType<typeof endsOf>) => number][] = [
    ['pan_left', ({ first, last }) => first.yaw - last.yaw],
    ['pan_right', ({ first, last }) => last.yaw - first.yaw],
    ['tilt_up', ({ first, last }) => last.pitch - first.pitch],
    ['tilt_down', ({ first, last }) => first.pitch - last.pitch],
    ['zoom_in', ({ first, last }) => last.zoom - first.zoom],
    ['zoom_out', ({ first, last }) => first.zoom - last.zoom],
    ['dolly_in', ({ first, last }) => last.y - first.y],
    ['dolly_out', ({ first, last }) => first.y - last.y],
    ['truck_left', ({ first, last }) => first.x - last.x],
    ['truck_right', ({ first, last }) => last.x - first.x],
    ['pedestal_up', ({ first, last }) => last.z - first.z],
    ['pedestal_down', ({ first, last }) => first.z - last.z],
    ['orbit_left', ({ first, last }) => first.x - last.x],
    ['orbit_right', ({ first, last }) => last.x - first.x],
    ['roll', ({ first, last }) => last.roll - first.roll],
  ];
  expect(
    expectations.filter(([move, signed]) => !(signed(endsOf(move)) > 0.05)).map(([move]) => move),
  ).toEqual([]);
});

test('a static camera is exactly still and a hand-held one is not', () => {
  const still = withCamera(['static']).camera;
  expect(new Set(still.map((pose) => JSON.stringify(pose))).size).toBe(1);
  expect(new Set(withCamera(['shake']).camera.map((pose) => pose.yaw)).size).toBeGreaterThan(100);
  expect(new Set(withCamera(['shake'], { banned: ['shake'] }).camera.map((pose) => pose.roll)).size).toBe(1);
});

test('an orbit keeps the subject in the middle', () => {
  const shot = withCamera(['orbit_left']);
  for (const frame of [0, 30, 60, 90, shot.frameCount - 1]) {
    const box = boxOf(shot, 0, frame);
    expect(Math.abs((box.left + box.right) / 2 - 0.5)).toBeLessThan(0.15);
  }
});

test('a rack focus pulls from what lies behind the subject to the subject', () => {
  const shot = withCamera(['rack_focus']);
  const metres = shot.focus?.metres ?? [];
  expect(metres[0]).toBeGreaterThan((metres.at(-1) ?? Infinity) * 1.5);
  expect(metres.at(-1)).toBeCloseTo(boxOf(shot, 0, shot.frameCount - 1).depth, 1);
  expect(withCamera(['rack_focus'], { place: place('kitchen') }).focus?.metres[0]).toBeLessThan(12);
  expect(withCamera(['rack_focus'], { banned: ['blur'] }).focus).toBeNull();
});

test('the camera never leaves a room, nor sinks into the ground', () => {
  for (const id of PLACES) {
    for (const move of CAMERA_MOVES) {
      const shot = directShot(
        sketchGraph({
          place: place(id),
          subjects: [sketchSubject('person')],
          camera: [move],
          cameraSpeed: 2,
        }),
        OPTIONS,
      );
      const indoors = shot.world.kind === 'room';
      for (const pose of [shot.camera[0], shot.camera.at(-1)]) {
        if (!pose) throw new Error('no camera');
        if (shot.world.kind !== 'space') expect(pose.z, `${id} ${move}`).toBeGreaterThanOrEqual(0.05);
        if (indoors)
          expect(Math.abs(pose.x) <= 2.2 && pose.y >= -6 && pose.z <= 2.6, `${id} ${move}`).toBe(true);
      }
    }
  }
});

function layoutOf(graph: SceneGraph, seed: number, cfgScale: number): number[] {
  const shot = directShot(graph, { ...OPTIONS, seed, cfgScale });
  const props = shot.props.slice(0, 12).flatMap((prop) => [prop.x, prop.y]);
  return [
    ...shot.actors.flatMap((actor) => [actor.path[0]?.x ?? 0, actor.path[0]?.y ?? 0]),
    ...props,
    shot.camera[0]?.x ?? 0,
  ];
}

test('at cfg 1 two seeds give one layout, at cfg 0 they do not', () => {
  const graph = sketchGraph({ place: place('park'), subjects: [sketchSubject('dog'), sketchSubject('cat')] });
  expect(layoutOf(graph, 1, 1)).toEqual(layoutOf(graph, 2, 1));
  expect(layoutOf(graph, 1, 0)).not.toEqual(layoutOf(graph, 2, 0));
});

function sunHeights(parts: Partial<SceneGraph>, cfgScale: number): Set<number> {
  const graph = sketchGraph({ place: place('beach'), ...parts });
  return new Set(
    Array.from(
      { length: 40 },
      (_, seed) => directShot(graph, { ...OPTIONS, seed, cfgScale }).light.sunElevation,
    ),
  );
}

test('at cfg 0 seeds choose their own hour, and a stated hour is kept', () => {
  expect(sunHeights({}, 1).size).toBe(1);
  expect(sunHeights({}, 0).size).toBeGreaterThan(2);
  expect(sunHeights({ time: 'sunset' }, 0).size).toBe(1);
});

test('banned things are absent', () => {
  for (const id of ['forest', 'park', 'snowy_forest', 'jungle'] as const) {
    const shot = directShot(
      sketchGraph({
        place: place(id),
        subjects: [sketchSubject('dog')],
        banned: ['trees', 'flowers', 'clouds'],
      }),
      OPTIONS,
    );
    const arts = shot.props.map((prop) => prop.art);
    expect(arts.filter((art) => typeof art === 'string' && (isTree(art) || art === 'flowers'))).toEqual([]);
    if (shot.world.kind !== 'open') throw new Error('not open land');
    expect(shot.world.sky.cloudCover).toBe(0);
    expect(['treeline', 'pines']).not.toContain(shot.world.backdrop);
  }
  for (let seed = 0; seed < 20; seed++) {
    const graph = sketchGraph({
      place: place('plaza'),
      placeTraits: ['crowded'],
      weather: ['rain', 'birds'],
      banned: ['people', 'birds', 'rain'],
    });
    const shot = directShot(graph, { ...OPTIONS, seed, cfgScale: 0 });
    expect(shot.actors).toEqual([]);
    expect(shot.particles).toEqual([]);
  }
});

test('held, worn and ridden things go with their holder', () => {
  const people: Subject[] = [
    sketchSubject('woman'),
    sketchSubject('umbrella', { role: 'prop', colour: 'red' }),
    sketchSubject('sunglasses', { role: 'prop' }),
  ];
  const shot = directShot(
    sketchGraph({ subjects: people, relations: [tie('holds'), tie('wears', 0, 2)] }),
    OPTIONS,
  );
  const woman = shot.actors.find((actor) => actor.subject === 0);
  expect(woman?.holds.map((held) => held.at)).toEqual(['right_hand', 'eyes']);
  expect(shot.actors.filter((actor) => actor.subject !== null)).toHaveLength(1);
  const rider = directShot(pair('man', 'bicycle', 'rides', 'street'), OPTIONS).actors.find(
    (actor) => actor.subject === 0,
  );
  expect(rider?.holds[0]?.at).toBe('under');
  expect(rider?.action).toBe('ride');
});

test('those who travel look where they go and stay level with the camera', () => {
  for (const action of ['walk', 'run'] as const) {
    const shot = directShot(
      sketchGraph({ place: place('field'), subjects: [sketchSubject('horse', { action })] }),
      { ...OPTIONS, cfgScale: 1 },
    );
    const path = shot.actors[0]?.path ?? [];
    const first = path[0];
    const last = path.at(-1);
    if (!first || !last) throw new Error('no path');
    expect(Math.sign(last.x - first.x)).toBe(Math.sign(first.facing));
    expect(Math.abs(last.x - first.x)).toBeGreaterThan(2);
  }
  expect(
    directShot(
      sketchGraph({ subjects: [sketchSubject('horse', { action: 'run' })], banned: ['motion'] }),
      OPTIONS,
    ).actors[0]?.path[0]?.x,
  ).toBe(0);
});

test('a fire lights its surroundings and throws embers', () => {
  const shot = directShot(pair('panda', 'campfire', 'next_to', 'snowy_forest'), OPTIONS);
  expect(shot.glows).toHaveLength(1);
  expect(shot.glows[0]?.flicker).toBeGreaterThan(0.5);
  expect(shot.particles.some((particles) => particles.kind === 'embers' && particles.source !== null)).toBe(
    true,
  );
});

test.each([3, 5, 10, 15])(
  'a clip of %i seconds has a pose and a point for every frame',
  (durationSeconds) => {
    const shot = directShot(pair('dog', 'cat', 'chases'), { ...OPTIONS, durationSeconds });
    expect(shot.frameCount).toBe(durationSeconds * 24);
    expect(shot.camera).toHaveLength(shot.frameCount);
    for (const actor of shot.actors) expect(actor.path).toHaveLength(shot.frameCount);
  },
);

test('equal arguments give equal shots, and a shot survives as JSON', () => {
  for (const id of PLACES) {
    const graph = sketchGraph({
      place: place(id),
      subjects: [sketchSubject('person'), sketchSubject('dog')],
      weather: ['rain'],
    });
    const shot = directShot(graph, OPTIONS);
    expect(directShot(graph, OPTIONS)).toEqual(shot);
    expect(JSON.parse(JSON.stringify(shot))).toEqual(shot);
  }
});
