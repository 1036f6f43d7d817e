import { figureOf } from '../vocabulary/figures.ts';
import { draughtOf, hangsOnWall } from './behaviour.ts';
import type { CastMember } from './cast.ts';
import { frameHeightPerMetre } from './framing.ts';
import type { Picture } from './framing.ts';
import type { Habitat } from './habitat.ts';

/** How much of the picture's height one that flies over land fills: the land is what shows that it flies. */
export const FLYER_SHARE = 0.34;
/** Over the trees, where the land lies below. */
const SOARING_METRES = 13;

/** Whether a flyer is filmed from the air: great birds, dragons and machines, not the sparrow or the bee. */
export function soars(member: CastMember): boolean {
  if (member.support !== 'air' || member.action !== 'fly') return false;
  switch (member.kind) {
    case 'aircraft':
    case 'spacecraft':
    case 'quadruped':
      return true;
    case 'bird':
      return figureOf(member.figure).heightMetres > 0.5;
    default:
      return false;
  }
}

/** Height of the feet over the support, or over z = 0 in the air. */
export function restingHeight(
  member: CastMember,
  row: readonly CastMember[],
  habitat: Habitat,
  picture: Picture,
): number {
  const height = member.fillMetres;
  if (isLaunched(member, habitat)) return 0;
  if (hangsOnWall(member.figure) && habitat.medium === 'room' && member.support === 'air')
    return Math.max(0.9, 1.75 - height);
  if (member.support === 'water')
    return draughtOf(figureOf(member.figure), member.action) * member.heightMetres;
  if (member.support !== 'air') return 0;
  switch (habitat.medium) {
    case 'air':
      return 30 - height / 2;
    case 'space':
      return -height / 2;
    case 'underwater':
      return Math.max(0.5, 1.7 - height / 2);
    default:
      break;
  }
  const grounded = row.filter((other) => other.support !== 'air');
  if (grounded.length > 0) {
    // Aircraft pass over the heads of the others, birds and insects beside them.
    const share = member.kind === 'aircraft' || member.kind === 'spacecraft' ? 1.15 : 0.5;
    return share * Math.max(...grounded.map((other) => other.fillMetres));
  }
  if (habitat.medium === 'table' || habitat.medium === 'room') return habitat.medium === 'table' ? 0.12 : 0.9;
  const distance = height / (FLYER_SHARE * frameHeightPerMetre(picture));
  if (soars(member)) return SOARING_METRES;
  // Over the heads of people, and high enough that the horizon stays in the lower third.
  return Math.min(1.6, 2.2 * height) + 0.18 * height + 0.12 * distance;
}

/** Whether a rocket leaves the ground in this shot. */
export function isLaunched(member: CastMember, habitat: Habitat): boolean {
  return (
    habitat.medium === 'ground' &&
    member.action === 'fly' &&
    (member.figure === 'rocket' || member.figure === 'space_shuttle')
  );
}
