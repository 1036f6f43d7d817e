import type { Relation } from '../prompt/scene-graph.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { CastMember } from './cast.ts';
import { poseExtent } from './figure-shape.ts';
import { isBuoyant } from './buoyancy.ts';
import type { Spot } from './spot.ts';

/** How one subject is carried by another: standing on it, sitting in it, or hovering over it. */
export interface Carried {
  readonly carrier: number;
  readonly how: 'on' | 'inside' | 'over';
}

/** Who is carried by whom. "A below B" is read as B above A. */
export function stackingOf(
  members: readonly CastMember[],
  relations: readonly Relation[],
): ReadonlyMap<number, Carried> {
  const carried = new Map<number, Carried>();
  const find = (subject: number) => members.find((member) => member.subject === subject);
  for (const relation of relations) {
    const [upper, lower] =
      relation.kind === 'below'
        ? [find(relation.to), find(relation.from)]
        : [find(relation.from), find(relation.to)];
    if (!upper || !lower || carried.has(upper.subject) || leadsTo(carried, lower.subject, upper.subject))
      continue;
    const how = carriage(relation.kind, upper, lower);
    if (how) carried.set(upper.subject, { carrier: lower.subject, how });
  }
  return carried;
}

function carriage(kind: Relation['kind'], upper: CastMember, lower: CastMember): Carried['how'] | null {
  switch (kind) {
    case 'on':
      return lower.kind === 'boat' ? 'inside' : 'on';
    case 'inside':
    case 'rides':
      return 'inside';
    case 'above':
    case 'below':
      return isBuoyant(upper) ? 'over' : 'on';
    default:
      return null;
  }
}

/** Whether following carriers from `start` ends at `target`: a ring of carriers has no ground. */
function leadsTo(carried: ReadonlyMap<number, Carried>, start: number, target: number): boolean {
  let at: number | undefined = start;
  for (let steps = 0; at !== undefined && steps <= carried.size + 1; steps++) {
    if (at === target) return true;
    at = carried.get(at)?.carrier;
  }
  return false;
}

/** Gives a carried member its spot, its carrier's first. */
export function stack(
  member: CastMember,
  stacking: ReadonlyMap<number, Carried>,
  spots: Map<number, Spot>,
  floorIsFlat: boolean,
): void {
  const carried = stacking.get(member.subject);
  if (!carried || spots.has(member.subject)) return;
  const carrier = spots.get(carried.carrier);
  if (!carrier) return;
  spots.set(
    member.subject,
    carried.how === 'over' ? hover(member, carrier) : settle(member, carrier, carried.how, floorIsFlat),
  );
}

function hover(member: CastMember, carrier: Spot): Spot {
  const gap = 0.14 * Math.max(member.fillMetres, carrier.member.fillMetres);
  return {
    member: {
      ...member,
      support: 'air',
      action: member.kind === 'bird' || member.kind === 'insect' ? 'fly' : member.action,
    },
    u: carrier.u,
    v: carrier.v,
    z: carrier.z + carrier.member.fillMetres + gap,
    facing: figureOf(member.figure).faces === 'left' ? -1 : figureOf(member.figure).faces === 'right' ? 1 : 0,
  };
}

/** Share of a body's height from the feet to the hips when it sits with its feet down. */
const SITTING_HIPS = 0.27;

function settle(passenger: CastMember, carrier: Spot, how: 'on' | 'inside', floorIsFlat: boolean): Spot {
  const base = figureOf(carrier.member.figure);
  const carrierMetres = carrier.member.heightMetres;
  const member = fitted(passenger, carrier.member, how);
  const seats =
    member.kind === 'biped' && (base.seat !== undefined || base.kind === 'furniture' || how === 'inside');
  const level =
    1 -
    (how === 'on' && !seats
      ? (base.surface ?? 0)
      : (base.seat?.[1] ?? base.surface ?? (how === 'inside' ? 0.45 : 0)));
  const lowered =
    member.action === 'sit' || member.action === 'drive' || member.action === 'row'
      ? SITTING_HIPS * member.heightMetres
      : 0;
  const mirrored =
    (base.faces === 'left' && carrier.facing > 0) || (base.faces === 'right' && carrier.facing < 0);
  const across = ((base.seat?.[0] ?? 0.5) - 0.5) * (mirrored ? -1 : 1);
  return {
    // On uneven land both must follow the same terrain, or the passenger sinks into its carrier.
    member: {
      ...member,
      support: carrier.member.support === 'ground' && floorIsFlat ? 'surface' : carrier.member.support,
    },
    u: carrier.u + across * carrier.member.widthMetres,
    // A hair nearer than a table top, a hair behind the rim of what contains it.
    v: carrier.v + (how === 'inside' ? 0.05 : -0.03) * carrierMetres,
    z: Math.max(carrier.z, carrier.z + level * carrierMetres - lowered),
    facing: member.kind === 'biped' ? (how === 'inside' ? carrier.facing * 0.6 : 0) : carrier.facing || 1,
  };
}

/** Open boats are low and long: who sits in one towers over its side, but not over its length. */
function roomInside(carrier: CastMember): number {
  return Math.max(0.62 * carrier.heightMetres, carrier.kind === 'boat' ? 0.42 * carrier.widthMetres : 0);
}

/** A passenger in the size and the pose that its carrier leaves it. */
function fitted(member: CastMember, carrier: CastMember, how: 'on' | 'inside'): CastMember {
  const base = figureOf(carrier.figure);
  const limit = how === 'inside' ? roomInside(carrier) : Number.POSITIVE_INFINITY;
  const heightMetres = Math.min(member.heightMetres, Math.max(limit, carrier.heightMetres / 3));
  const idle =
    member.kind === 'biped' &&
    (member.action === 'idle' || member.action === 'ride' || member.action === 'drive');
  const sits = idle && (base.seat !== undefined || how === 'inside');
  const action = sits ? (base.kind === 'vehicle' ? 'drive' : 'sit') : member.action;
  const extent = poseExtent(member.figure, action, heightMetres, member.holds);
  return {
    ...member,
    heightMetres,
    action,
    widthMetres: extent.widthMetres,
    fillMetres: extent.heightMetres,
  };
}
