import type { ActionId } from '../vocabulary/actions.ts';
import type { FigureKind } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import { FIGURE_ASPECTS } from './figure-aspects.ts';
import type { Held, SceneryId } from './shot.ts';

/** Width over height of a figure whose drawing was not measured. */
const KIND_ASPECTS: Record<FigureKind, number> = {
  biped: 0.56,
  quadruped: 1.2,
  bird: 1.05,
  insect: 1.15,
  fish: 1.35,
  sea_creature: 1.15,
  vehicle: 1.6,
  train: 1.8,
  boat: 1.2,
  aircraft: 1.5,
  spacecraft: 1,
  building: 1,
  landmark: 0.8,
  plant: 0.85,
  street_furniture: 0.6,
  furniture: 1.1,
  appliance: 0.9,
  instrument: 0.9,
  food: 1.05,
  tool: 0.8,
  toy: 0.95,
  clothing: 0.95,
  object: 0.9,
  celestial: 1,
  fire: 0.8,
};

export function figureAspect(id: FigureId): number {
  const measured = FIGURE_ASPECTS[id];
  if (measured !== undefined) return measured;
  return KIND_ASPECTS[figureOf(id).kind];
}

/** What a pose fills, in metres. */
export interface Extent {
  readonly widthMetres: number;
  readonly heightMetres: number;
}

/** Room that a body in a pose takes, with what it holds. */
export function poseExtent(
  id: FigureId,
  action: ActionId,
  heightMetres: number,
  holds: readonly Held[],
): Extent {
  const figure = figureOf(id);
  const upright = { widthMetres: heightMetres * figureAspect(id), heightMetres };
  if (figure.kind !== 'biped') {
    // A biped pose table turns a lying body; other sprites only rock a little.
    return {
      widthMetres: upright.widthMetres * 1.06,
      heightMetres: upright.heightMetres * (action === 'jump' || action === 'play' ? 1.18 : 1.03),
    };
  }
  const pose = bipedPose(action);
  const reach = holds.reduce((most, held) => Math.max(most, heldReach(held, heightMetres)), 0);
  const mount = holds.find((held) => held.at === 'under');
  const lifted = mount ? mount.heightMetres * 0.45 : 0;
  const mountWidth = mount ? mount.heightMetres * figureAspect(mount.figure) : 0;
  return {
    widthMetres: Math.max(heightMetres * pose.width + reach, mountWidth),
    heightMetres:
      heightMetres * pose.height +
      lifted +
      (holds.some((held) => held.at === 'head') ? 0.08 * heightMetres : 0),
  };
}

function heldReach(held: Held, holderMetres: number): number {
  switch (held.at) {
    case 'right_hand':
    case 'left_hand':
    case 'both_hands':
      return Math.max(0, held.heightMetres * figureAspect(held.figure) - 0.2 * holderMetres);
    default:
      return 0;
  }
}

/** Width and height of a posed body as shares of its standing height. */
function bipedPose(action: ActionId): { readonly width: number; readonly height: number } {
  switch (action) {
    case 'lie':
    case 'sleep':
    case 'push_up':
    case 'crawl':
    case 'swim':
    case 'sit_up':
      return { width: 1.15, height: 0.55 };
    case 'fly':
    case 'dive':
      return { width: 1.2, height: 0.7 };
    case 'cartwheel':
    case 'handstand':
      return { width: 1, height: 1.12 };
    case 'sit':
    case 'kneel':
    case 'crouch':
    case 'meditate':
    case 'row':
    case 'drive':
    case 'squat':
      return { width: 0.75, height: 0.82 };
    case 'jump':
    case 'skip':
    case 'cheer':
    case 'basketball':
      return { width: 0.8, height: 1.28 };
    case 'archery':
    case 'golf':
    case 'bat':
    case 'tennis':
    case 'dance':
    case 'ballet':
    case 'fight':
    case 'punch':
    case 'kick':
    case 'fence':
    case 'lift_weights':
    case 'stretch':
    case 'wave':
      return { width: 0.95, height: 1.1 };
    default:
      return { width: 0.68, height: 1.02 };
  }
}

/** Width over height of scenery, generously. */
export function sceneryAspect(art: SceneryId): number {
  switch (art) {
    case 'pine':
    case 'snowy_pine':
    case 'cactus':
    case 'reeds':
    case 'seaweed':
    case 'birch':
    case 'wheat':
      return 0.6;
    case 'street_lamp':
      return 0.35;
    case 'rock':
    case 'snowy_rock':
    case 'boulder':
    case 'bench':
    case 'hay_bale':
      return 1.5;
    case 'fence':
    case 'log':
      return 2.4;
    case 'bush':
    case 'fern':
    case 'spruce_group':
      return 1.3;
    default:
      return 0.95;
  }
}
