import type { Mood } from './mood.ts';
import type { CameraPose, Glow, World } from './shot.ts';

/** Of the way from the camera to its subject: how far to the side of and over the camera the lamp hangs. */
const ASIDE_SHARE = 0.75;
const ABOVE_SHARE = 0.55;
/** Behind the camera, so that it lights figures and is never seen itself. */
const BACK_METRES = 0.6;
const REACH_SHARE = 3.4;

/** The lamp of a film crew beside the camera: without it figures outdoors at night are black before black. */
export function nightFill(
  mood: Mood,
  world: World,
  camera: readonly CameraPose[],
  distance: number,
  isPeopled: boolean,
): Glow | null {
  const dark = mood.time === 'dusk' ? 0.5 : mood.night;
  const outdoors = world.kind === 'open' || world.kind === 'street';
  const pose = camera[Math.floor(camera.length / 2)];
  if (!pose || !isPeopled || !outdoors || dark < 0.4) return null;
  const forward = { x: Math.sin(pose.yaw), y: Math.cos(pose.yaw) };
  // A camera that goes along with a figure must not come to see the lamp, so it hangs behind where it starts.
  const retreat = Math.max(...camera.map(({ x, y }) => (pose.x - x) * forward.x + (pose.y - y) * forward.y));
  const aside = -ASIDE_SHARE * distance;
  const back = BACK_METRES + retreat;
  return {
    x: rounded(pose.x - back * forward.x + aside * forward.y),
    y: rounded(pose.y - back * forward.y - aside * forward.x),
    z: rounded(pose.z + ABOVE_SHARE * distance),
    colour: [255, 238, 220],
    radiusMetres: rounded(REACH_SHARE * distance + retreat),
    strength: rounded(1.25 * dark),
    flicker: 0,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
