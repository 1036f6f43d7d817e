import type { Relation } from '../prompt/scene-graph.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Cast, CastMember } from './cast.ts';
import type { Freedom } from './freedom.ts';
import type { Picture } from './framing.ts';
import { groupOffsets } from './group.ts';
import type { Habitat } from './habitat.ts';
import { restingHeight } from './resting-height.ts';
import type { Spot } from './spot.ts';
import { stack, stackingOf } from './stacking.ts';

/**
 * One figure on the stage. `u` is metres to the right as the camera sees it, `v` metres into the picture, `z` metres
 * above what carries it (above z = 0 when that is air or another figure).
 */
export interface Placement {
  readonly member: CastMember;
  readonly index: number;
  readonly u: number;
  readonly v: number;
  readonly z: number;
  readonly facing: number;
}

/** Puts everyone who must be seen on the stage: side by side, above each other or in depth, as the relations say. */
export function layOut(cast: Cast, habitat: Habitat, picture: Picture, freedom: Freedom): Placement[] {
  const onStage = cast.members.filter((member) => !member.isBackdrop);
  const stacking = stackingOf(onStage, cast.relations);
  const row = orderRow(
    onStage.filter(
      (member) => !stacking.has(member.subject) && !isDepthPlaced(member, cast.relations, onStage),
    ),
    cast,
  );
  const aspect = picture.width / picture.height;
  const spots = new Map<number, Spot>();
  const chasers = row.filter((member) => member.isChased);
  if (chasers.length === 0) placeRow(row, cast, aspect, habitat, picture, spots);
  else placeChase(chasers, row, cast, aspect, habitat, picture, spots);
  for (const relation of cast.relations) placeInDepth(relation, onStage, spots, habitat, picture);
  const floorIsFlat = habitat.medium === 'room' || habitat.medium === 'table';
  // Towers of several need their lower storeys first, whatever the order of mention.
  for (let storey = 0; storey < onStage.length; storey++)
    for (const member of onStage) stack(member, stacking, spots, floorIsFlat);
  centre([...spots.values()]);
  return [...spots.values()].flatMap((spot) => spread(spot, aspect, freedom));
}

function isDepthPlaced(
  member: CastMember,
  relations: readonly Relation[],
  onStage: readonly CastMember[],
): boolean {
  return relations.some((relation) => {
    const pair = depthPair(relation);
    return pair?.moved === member.subject && onStage.some((other) => other.subject === pair.anchor);
  });
}

/** Who is placed nearer or farther than whom; a big instrument stands behind its player, who else would vanish. */
function depthPair(
  relation: Relation,
): { readonly moved: number; readonly anchor: number; readonly ahead: boolean } | null {
  switch (relation.kind) {
    case 'in_front_of':
      return { moved: relation.from, anchor: relation.to, ahead: true };
    case 'behind':
      return { moved: relation.from, anchor: relation.to, ahead: false };
    case 'plays':
      return { moved: relation.to, anchor: relation.from, ahead: false };
    default:
      return null;
  }
}

/** Mention order from left to right, bent until every left_of and right_of holds; a lead without such ties goes to the middle. */
function orderRow(members: readonly CastMember[], cast: Cast): CastMember[] {
  const lateral = cast.relations.filter(
    (relation) => relation.kind === 'left_of' || relation.kind === 'right_of',
  );
  const row = [...members];
  const lead = row.find((member) => member.subject === cast.lead?.subject);
  if (lead && row.length > 2 && lateral.length === 0) {
    row.splice(row.indexOf(lead), 1);
    row.splice(Math.floor(row.length / 2), 0, lead);
  }
  for (let pass = 0; pass < row.length; pass++) {
    for (const relation of lateral) {
      const [leftId, rightId] =
        relation.kind === 'left_of' ? [relation.from, relation.to] : [relation.to, relation.from];
      const left = row.findIndex((member) => member.subject === leftId);
      const right = row.findIndex((member) => member.subject === rightId);
      if (left < 0 || right < 0 || left < right) continue;
      const [moved] = row.splice(left, 1);
      if (moved) row.splice(right, 0, moved);
    }
  }
  return row;
}

function placeRow(
  row: readonly CastMember[],
  cast: Cast,
  aspect: number,
  habitat: Habitat,
  picture: Picture,
  spots: Map<number, Spot>,
): void {
  const tallest = Math.max(0, ...row.map((member) => member.fillMetres));
  const hasLateral = cast.relations.some(
    (relation) => relation.kind === 'left_of' || relation.kind === 'right_of',
  );
  const stagger = row.length > 2 && aspect < 1.2 && !hasLateral;
  let edge = 0;
  row.forEach((member, position) => {
    const width = groupWidth(member, aspect);
    const gap = position === 0 ? 0 : Math.max(0.12 * tallest, 0.08 * width);
    const u = edge + gap + width / 2;
    // In a tall picture a row of three is too wide: every second one steps back and the row closes up.
    edge = stagger ? u + width * 0.18 : u + width / 2;
    spots.set(member.subject, {
      member,
      u,
      v: stagger && position % 2 === 1 ? tallest * 1.1 : 0,
      z: restingHeight(member, row, habitat, picture),
      facing: facingOf(member, row.length === 1 ? 0 : position < (row.length - 1) / 2 ? 1 : -1),
    });
  });
}

/** A chase crosses the stage in front of those who watch it. */
function placeChase(
  chasers: readonly CastMember[],
  row: readonly CastMember[],
  cast: Cast,
  aspect: number,
  habitat: Habitat,
  picture: Picture,
  spots: Map<number, Spot>,
): void {
  const watchers = row.filter((member) => !member.isChased);
  placeRow(watchers, cast, aspect, habitat, picture, spots);
  const behind = [...spots.values()];
  centre(behind);
  placeRow(chasers, cast, aspect, habitat, picture, spots);
  const running = [...spots.values()].filter((spot) => spot.member.isChased);
  centre(running);
  const apart =
    1.2 * Math.max(...running.map((spot) => Math.max(spot.member.widthMetres, spot.member.fillMetres)));
  for (const spot of behind) spot.v += apart;
}

function groupWidth(member: CastMember, aspect: number): number {
  const offsets = groupOffsets(member, aspect, () => 0.5, 0).map((offset) => offset.u);
  return Math.max(...offsets) - Math.min(...offsets) + member.widthMetres;
}

/** Which way a figure looks: those in a row look at each other, a lone one as it is drawn. */
function facingOf(member: CastMember, inward: number): number {
  const faces = figureOf(member.figure).faces;
  if (member.kind === 'biped') return inward * 0.3;
  if (faces === 'front') return 0;
  if (inward !== 0) return inward;
  return faces === 'left' ? -1 : 1;
}

function placeInDepth(
  relation: Relation,
  onStage: readonly CastMember[],
  spots: Map<number, Spot>,
  habitat: Habitat,
  picture: Picture,
): void {
  const pair = depthPair(relation);
  if (!pair) return;
  const member = onStage.find((other) => other.subject === pair.moved);
  const anchor = spots.get(pair.anchor);
  if (!member || !anchor || spots.has(pair.moved)) return;
  const { ahead } = pair;
  const tallest = Math.max(member.fillMetres, anchor.member.fillMetres);
  const apart = relation.kind === 'plays' ? 0.3 * tallest : 0.45 * tallest + 0.2 * anchor.member.widthMetres;
  const aside = ahead
    ? 0.3 * anchor.member.widthMetres
    : (relation.kind === 'plays' ? 0.3 : 0.42) * (anchor.member.widthMetres + member.widthMetres);
  spots.set(pair.moved, {
    member,
    u: anchor.u + aside,
    v: anchor.v + (ahead ? -apart : apart),
    z: restingHeight(member, [member], habitat, picture),
    facing: facingOf(member, ahead ? 0 : -1),
  });
}

function centre(spots: readonly Spot[]): void {
  if (spots.length === 0) return;
  const left = Math.min(...spots.map((spot) => spot.u - spot.member.widthMetres / 2));
  const right = Math.max(...spots.map((spot) => spot.u + spot.member.widthMetres / 2));
  for (const spot of spots) spot.u -= (left + right) / 2;
}

function spread(spot: Spot, aspect: number, freedom: Freedom): Placement[] {
  const draw = freedom.stream(`group ${spot.member.subject}`);
  const offsets = groupOffsets(spot.member, aspect, draw, 0.4 + 0.6 * freedom.amount);
  const middle = (Math.max(...offsets.map((o) => o.u)) + Math.min(...offsets.map((o) => o.u))) / 2;
  return offsets.map((offset, index) => ({
    member: spot.member,
    index,
    u: spot.u + offset.u - middle,
    v: spot.v + offset.v,
    z: spot.z + offset.z,
    facing: offset.facing ?? spot.facing,
  }));
}
