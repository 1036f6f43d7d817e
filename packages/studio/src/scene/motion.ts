import { clamp, TAU } from '../maths/curves.ts';
import type { CastMember } from './cast.ts';
import type { Freedom } from './freedom.ts';
import type { Stand } from './framing.ts';
import type { Placement } from './layout.ts';
import type { PathPoint } from './shot.ts';
import { onStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { isPassenger, isTravelling, liftOff } from './travel.ts';
import type { Travel } from './travel.ts';

/** A placed figure with the way it goes. */
export interface Track {
  readonly placement: Placement;
  readonly path: readonly PathPoint[];
}

/** Story time of the clip, for motions that breathe and bob. */
export interface Clip {
  readonly frameCount: number;
  readonly fps: number;
  readonly timeScale: number;
}

/** One path point per frame for everyone on the stage. */
export function trackAll(
  placements: readonly Placement[],
  travel: Travel,
  stage: Stage,
  clip: Clip,
  freedom: Freedom,
): Track[] {
  const travellers = placements.filter((placement) => isTravelling(placement.member));
  return placements.map((placement) => {
    const moves = isTravelling(placement.member) || isPassenger(placement, travellers);
    const draw = freedom.stream(`life ${placement.member.subject} ${placement.index}`);
    // What waits for its launch stands on the ground.
    const sway = swayOf(placement, draw(), moves && travel.rise > 0);
    const facing = moves && travel.du !== 0 ? travelFacing(placement, travel) : placement.facing;
    const path = Array.from({ length: clip.frameCount }, (_, frame): PathPoint => {
      const seconds = (frame / clip.fps) * clip.timeScale;
      const share = frame / Math.max(1, clip.frameCount - 1);
      const along = moves ? share - 0.5 : 0;
      const swing = Math.sin(TAU * (seconds * sway.hertz + sway.phase));
      const drift = Math.sin(TAU * (seconds * sway.hertz * 0.6 + sway.phase * 1.7));
      const point = onStage(
        stage,
        placement.u + travel.du * along + drift * sway.uMetres,
        placement.v + travel.dv * along,
      );
      return {
        x: rounded(point.x),
        y: rounded(point.y),
        z: rounded(placement.z + swing * sway.zMetres + (moves ? travel.rise * liftOff(share) : 0)),
        facing: rounded(facing),
      };
    });
    return { placement, path };
  });
}

/** Millimetres are enough, and short numbers keep the shot small as JSON. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function travelFacing(placement: Placement, travel: Travel): number {
  const sign = travel.du >= 0 ? 1 : -1;
  return placement.member.kind === 'biped' ? sign * 0.8 : sign;
}

/** Small life of those that hang in the air or the water; feet on the ground stay where they are. */
function swayOf(
  placement: Placement,
  phase: number,
  isLaunched: boolean,
): { hertz: number; phase: number; zMetres: number; uMetres: number } {
  const { member } = placement;
  const size = clamp(member.heightMetres, 0.05, 4);
  if (member.support !== 'air' || isLaunched) return { hertz: 0, phase, zMetres: 0, uMetres: 0 };
  switch (member.kind) {
    case 'insect':
      return { hertz: 0.45, phase, zMetres: 0.22 * size, uMetres: 0.3 * size };
    case 'bird':
      return { hertz: 0.4, phase, zMetres: 0.1 * size, uMetres: 0.06 * size };
    case 'fish':
    case 'sea_creature':
      return { hertz: 0.22, phase, zMetres: 0.09 * size, uMetres: 0.06 * size };
    case 'furniture':
    case 'celestial':
      return { hertz: 0, phase, zMetres: 0, uMetres: 0 };
    default:
      return { hertz: 0.16, phase, zMetres: 0.04 * size, uMetres: 0.03 * size };
  }
}

/** Width that must be in the picture: in a close-up the face and the shoulders, not the elbows. */
export function seenWidth(member: CastMember, share: number): number {
  return share < 1 && member.kind === 'biped'
    ? Math.min(member.widthMetres, member.fillMetres * 0.42)
    : member.widthMetres;
}

/** What a figure fills at one frame; `share` keeps only its upper part, which is all a close-up needs to show. */
export function standAt(track: Track, frame: number, share: number): Stand {
  const { member } = track.placement;
  const point = track.path[Math.min(frame, track.path.length - 1)] ?? { x: 0, y: 0, z: 0, facing: 0 };
  const height = member.fillMetres;
  return {
    x: point.x,
    y: point.y,
    z: point.z + height * (1 - share),
    widthMetres: seenWidth(member, share),
    heightMetres: height * share,
  };
}
