import { compilePrompt } from '../../prompt/compile.ts';
import type { Picture } from '../../pixels/picture.ts';
import { createPicture } from '../../pixels/picture.ts';
import { bakeShot, drawFrame } from '../../render/draw-frame.ts';
import { createFrame } from '../../render/frame.ts';
import { directShot } from '../../scene/direct-shot.ts';
import type { CameraPose, Shot } from '../../scene/shot.ts';

/** A scene of the renderer: deep enough that a camera move shows parallax. */
export interface ParallaxScene {
  readonly name: string;
  readonly prompt: string;
  readonly seed: number;
}

export const PARALLAX_SCENES: readonly ParallaxScene[] = [
  { name: 'dog, park', prompt: 'a cute happy corgi standing in a park', seed: 5 },
  { name: 'robot, street', prompt: 'a robot standing in a modern street', seed: 3 },
  { name: 'bear, forest', prompt: 'a bear standing in the forest', seed: 4 },
  { name: 'car, road', prompt: 'a red car on a road, mountains', seed: 8 },
  { name: 'person, beach', prompt: 'a man standing on a tropical beach', seed: 3 },
  { name: 'sailboat, sea', prompt: 'a sailboat on the sea near an island', seed: 2 },
  { name: 'cat, room', prompt: 'a cat sitting in a cosy living room', seed: 6 },
  { name: 'lighthouse, coast', prompt: 'a lighthouse on a coast, hills', seed: 7 },
];

/** How the camera goes from the first view to the second. Distances are shares of the way to the subject, angles radians. */
export const PARALLAX_MOVES = {
  truck_right: { truck: 0.06, dolly: 0, yaw: 0, words: 'truck right' },
  dolly_in: { truck: 0, dolly: 0.12, yaw: 0, words: 'slow dolly in' },
  orbit_right: { truck: 0.08, dolly: 0, yaw: -0.08, words: 'orbit right' },
  pan_right: { truck: 0, dolly: 0, yaw: 0.05, words: 'pan right' },
} as const satisfies Record<string, ParallaxMove>;

interface ParallaxMove {
  readonly truck: number;
  readonly dolly: number;
  /** Positive turns right. */
  readonly yaw: number;
  /** How a prompt asks for it. */
  readonly words: string;
}

export type ParallaxMoveName = keyof typeof PARALLAX_MOVES;
/** A pure turn of the camera has no parallax: a flat shift is right for it. The others are what layers are for. */
export const MOVES_WITH_PARALLAX: readonly ParallaxMoveName[] = ['truck_right', 'dolly_in', 'orbit_right'];

/** Two views of one frozen moment. */
export interface ViewPair {
  readonly before: Picture;
  readonly after: Picture;
}

/** Draws any view of a scene in which nothing but the camera can move. */
export interface FrozenScene {
  readonly shot: Shot;
  readonly view: (pose: CameraPose) => Picture;
  readonly pair: (move: ParallaxMoveName) => ViewPair;
}

/** Every picture is the same frame of the same shot, so actors, water, weather and grain stand still; only its pose differs. */
export async function freezeScene(scene: ParallaxScene, width: number, height: number): Promise<FrozenScene> {
  const graph = compilePrompt(`${scene.prompt}, in a still frame`, null);
  const directed = directShot(graph, {
    seed: scene.seed,
    cfgScale: 1,
    width,
    height,
    fps: 24,
    durationSeconds: 1,
  });
  const shot: Shot = { ...directed, focus: null };
  const moment = shot.frameCount >> 1;
  const pose = shot.camera[moment];
  if (pose === undefined) throw new RangeError('a shot needs at least one camera pose');
  const baked = await bakeShot(shot);
  const frame = createFrame(width, height, false);
  const view = (from: CameraPose): Picture => {
    drawFrame(frame, { ...shot, camera: shot.camera.with(moment, from) }, baked, moment);
    const picture = createPicture(width, height);
    picture.rgba.set(frame.rgba);
    return picture;
  };
  const distance = distanceToSubject(shot, pose, moment);
  return {
    shot,
    view,
    pair: (move) => ({ before: view(pose), after: view(movedPose(pose, PARALLAX_MOVES[move], distance)) }),
  };
}

function movedPose(pose: CameraPose, { truck, dolly, yaw }: ParallaxMove, distance: number): CameraPose {
  const sin = Math.sin(pose.yaw);
  const cos = Math.cos(pose.yaw);
  return {
    ...pose,
    x: pose.x + (truck * cos + dolly * sin) * distance,
    y: pose.y + (dolly * cos - truck * sin) * distance,
    // Along the line of sight, so that what is in the middle of the picture stays there.
    z: pose.z + Math.tan(pose.pitch) * dolly * distance,
    yaw: pose.yaw + yaw,
  };
}

/** Metres along the view to the nearest actor, or a plausible stage when there is none. */
function distanceToSubject(shot: Shot, pose: CameraPose, moment: number): number {
  const distances = shot.actors.flatMap(({ path, subject }) => {
    const point = path[Math.min(moment, path.length - 1)];
    if (point === undefined || subject === null) return [];
    return [(point.x - pose.x) * Math.sin(pose.yaw) + (point.y - pose.y) * Math.cos(pose.yaw)];
  });
  const nearest = Math.min(...distances.filter((distance) => distance > 0.5));
  return Number.isFinite(nearest) ? nearest : 6;
}
