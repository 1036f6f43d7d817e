import { clamp } from '../maths/curves.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import type { CastMember } from './cast.ts';
import type { Freedom } from './freedom.ts';
import { frameWidthPerMetre } from './framing.ts';
import type { Picture } from './framing.ts';
import type { Habitat } from './habitat.ts';
import type { Placement } from './layout.ts';
import { isLaunched } from './resting-height.ts';

/** How those who travel cross the stage: all by the same way, so that groups stay together. */
export interface Travel {
  /** Metres covered during the clip along `u` and `v` of the stage; half lies before the middle of the clip. */
  readonly du: number;
  readonly dv: number;
  /** Metres that a launch rises during the clip. */
  readonly rise: number;
  /** Share of the way that the camera goes along. */
  readonly follow: number;
}

const STANDING: Travel = { du: 0, dv: 0, rise: 0, follow: 0 };

/** Decides who goes where. `alongRoad` is the angle of the road to the picture's horizontal, 0 without a road. */
export function planTravel(
  graph: SceneGraph,
  placements: readonly Placement[],
  habitat: Habitat,
  picture: Picture,
  clip: { readonly distance: number; readonly seconds: number; readonly alongRoad: number },
  freedom: Freedom,
): Travel {
  const travellers = placements.filter((placement) => isTravelling(placement.member));
  const first = travellers[0];
  if (!first || graph.banned.includes('motion')) return STANDING;
  if (isLaunched(first.member, habitat)) return { ...STANDING, rise: 1.5 * first.member.fillMetres };
  const direction = directionOf(first, graph, placements, freedom);
  const pace =
    Math.max(...travellers.map((placement) => paceOf(placement.member))) * clamp(graph.timeScale, 0.25, 3);
  const frameWidth = frameWidthPerMetre(picture) * clip.distance;
  const together = placements.every(
    (placement) => isTravelling(placement.member) || isPassenger(placement, travellers),
  );
  const chases = travellers.some((placement) => placement.member.isChased);
  const follows = together && !chases && cameraMayFollow(graph.camera) && habitat.medium !== 'table';
  const limit = follows
    ? Math.min(followLimit(habitat, clip.alongRoad), FOLLOWED_FRAME_WIDTHS * frameWidth)
    : (chases ? 0.5 : together ? 0.42 : 0.12) * frameWidth;
  const length = Math.min(pace * clip.seconds, limit);
  // Some of the way is left for the picture: a figure nailed to the middle looks as if the land moved.
  const follow = follows ? 1 - Math.min(0.2, (0.2 * frameWidth) / Math.max(length, 0.01)) : 0;
  const slope = clip.alongRoad;
  return {
    du: direction * length * Math.cos(slope),
    dv: -direction * length * Math.sin(slope),
    rise: 0,
    follow,
  };
}

/**
 * The land behind a followed figure passes at most once its own width in a clip: a small animal is filmed from
 * near, and faster than this near grass and trunks flicker instead of passing.
 */
const FOLLOWED_FRAME_WIDTHS = 1;

/** Share of the rise at a share of the clip: engines burn for a moment, then it goes faster and faster. */
export function liftOff(share: number): number {
  return clamp((share - 0.12) / 0.88) ** 2;
}

/** Metres that figures and camera can go together before they meet a wall or uneven land. */
function followLimit(habitat: Habitat, alongRoad: number): number {
  if (habitat.medium === 'room') return 1.6;
  const walled = habitat.place === 'street' || habitat.place === 'plaza' || habitat.place === 'alley';
  return walled ? (alongRoad > 0 ? 9 : 2.6) : 13;
}

function cameraMayFollow(moves: readonly CameraMoveId[]): boolean {
  return moves.every((move) => {
    switch (move) {
      case 'static':
      case 'pan_left':
      case 'pan_right':
      case 'truck_left':
      case 'truck_right':
      case 'orbit_left':
      case 'orbit_right':
        return false;
      default:
        return true;
    }
  });
}

/** Left to right unless the seed is free or a chase says otherwise. */
function directionOf(
  first: Placement,
  graph: SceneGraph,
  placements: readonly Placement[],
  freedom: Freedom,
): 1 | -1 {
  const chase = graph.relations.find((relation) => relation.kind === 'chases' || relation.kind === 'follows');
  if (chase) {
    const from = placements.find((placement) => placement.member.subject === chase.from);
    const to = placements.find((placement) => placement.member.subject === chase.to);
    if (from && to && from.u !== to.u) return to.u > from.u ? 1 : -1;
  }
  if (freedom.amount > 0.3 && freedom.chance('direction') < 0.5) return -1;
  return first.member.kind === 'biped' || first.facing >= 0 ? 1 : -1;
}

export function isPassenger(placement: Placement, travellers: readonly Placement[]): boolean {
  return (
    placement.z > 0 &&
    travellers.some(
      (other) =>
        Math.abs(other.u - placement.u) < other.member.widthMetres / 2 &&
        Math.abs(other.v - placement.v) < other.member.heightMetres,
    )
  );
}

export function isTravelling(member: CastMember): boolean {
  return member.isChased || paceOf(member) > 0;
}

/** Metres per second as staged. Size counts: a mouse that runs like a horse would be a blur. */
function paceOf(member: CastMember): number {
  const size = member.heightMetres;
  switch (member.action) {
    case 'walk':
    case 'march':
    case 'carry':
      return 0.72 * size;
    case 'run':
      return member.kind === 'biped' ? 1.9 * size : 2.4 * size + 0.6;
    case 'skip':
      return 1.1 * size;
    case 'crawl':
      return 0.25 * size;
    case 'push':
    case 'pull':
      return 0.3 * size;
    case 'ride':
    case 'skateboard':
    case 'skate':
      return 1.7 * size;
    case 'ski':
    case 'surf':
      return 1.5 * size;
    case 'row':
      return 0.5 * size;
    case 'drive':
      return member.kind === 'vehicle' || member.kind === 'train'
        ? 2.2 * Math.sqrt(size) + 0.8
        : sailing(member);
    case 'swim':
      return member.kind === 'fish' || member.kind === 'sea_creature' ? 0.5 * size + 0.15 : 0.35 * size;
    case 'fly':
      return member.kind === 'insect'
        ? 0.3 * size
        : member.kind === 'aircraft'
          ? 1.4 * Math.sqrt(size)
          : 0.9 * Math.sqrt(size) + 0.2;
    case 'float':
      return sailing(member);
    default:
      return 0;
  }
}

function sailing(member: CastMember): number {
  return member.kind === 'boat' ? 0.3 * Math.sqrt(member.heightMetres) : 0;
}
