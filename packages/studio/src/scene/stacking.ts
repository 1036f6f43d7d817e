import type { Relation } from '../prompt/scene-graph.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { CastMember } from './cast.ts';
import { poseExtent } from './figure-shape.ts';
import { fliesOnString } from './behaviour.ts';
import { isBuoyant } from './buoyancy.ts';
import type { Spot } from './spot.ts';

/** How one subject is carried by another: standing on it, sitting in it, hovering over it, or on its string. */
export interface Carried {
  readonly carrier: number;
  readonly how: 'on' | 'inside' | 'over' | 'aloft';
}

/** Who is carried by whom. "A below B" is read as B above A; who holds a kite has it above. */
export function stackingOf(
  members: readonly CastMember[],
  relations: readonly Relation[],
): ReadonlyMap<number, Carried> {
  const carried = new Map<number, Carried>();
  const find = (subject: number) => members.find((member) => member.subject === subject);
  for (const relation of relations) {
    const [upper, lower] =
      relation.kind === 'below' || relation.kind === 'holds'
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
    case 'holds':
      return fliesOnString(upper.figure) ? 'aloft' : null;
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
  spots.set(member.subject, carriedSpot(member, carrier, carried.how, floorIsFlat));
}

function carriedSpot(member: CastMember, carrier: Spot, how: Carried['how'], floorIsFlat: boolean): Spot {
  switch (how) {
    case 'over':
      return hover(member, carrier);
    case 'aloft':
      return flyOnString(member, carrier);
    case 'on':
    case 'inside':
      return settle(member, carrier, how, floorIsFlat);
    default:
      return how satisfies never;
  }
}

/** Up in the wind, ahead of who holds the string. */
function flyOnString(member: CastMember, holder: Spot): Spot {
  const reach = holder.member.heightMetres;
  return {
    member: { ...member, support: 'air' },
    u: holder.u + 0.8 * reach,
    v: holder.v + 0.4 * reach,
    z: holder.z + 1.12 * reach,
    facing: 0,
  };
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

/** How much lower than its back edge the front edge of a seat is drawn, as a share of the furniture's height. */
const FRONT_OF_SEAT = 0.09;
/** Share of a body's height from the feet to the hips when it sits with its feet down. */
const SITTING_HIPS = 0.27;

function settle(passenger: CastMember, carrier: Spot, how: 'on' | 'inside', floorIsFlat: boolean): Spot {
  const base = figureOf(carrier.member.figure);
  const carrierMetres = carrier.member.heightMetres;
  const member = fitted(passenger, carrier.member, how);
  const lies = member.kind === 'quadruped' && base.seat !== undefined && how === 'on';
  const seats =
    member.kind === 'biped' && (base.seat !== undefined || base.kind === 'furniture' || how === 'inside');
  const level =
    1 -
    (how === 'on' && !seats
      ? (base.surface ?? 0) + (lies ? FRONT_OF_SEAT : 0)
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
