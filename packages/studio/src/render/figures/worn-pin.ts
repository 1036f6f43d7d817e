import { add, midpoint, scale, vec, within, type Vec3 } from '../../art/biped/vec3.ts';
import type { Held } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { seenDirection } from './body-projection.ts';
import { mirrorsTo, sized, type Pin, type Wearer } from './pin.ts';

/** What is worn on the head, the face, the neck or the back. */
export function wornPin(held: Held, aspect: number, wearer: Wearer): Pin {
  const { skeleton, build, projection } = wearer;
  const radius = build.headRadius;
  const onHead = (out: number, up: number, forward: number): Vec3 =>
    add(skeleton.head, within(skeleton.headAxes, scale(vec(out, up, forward), radius)));
  const up = seenDirection(projection, skeleton.headAxes.up);
  const tilt = Math.hypot(up.right, up.up) > 0.3 ? Math.atan2(up.right, up.up) : 0;
  const wide = (width: number): { width: number; height: number } => ({ width, height: width / aspect });
  const base = { direction: null, mirrored: false, turn: tilt };
  switch (held.at) {
    case 'head':
      return {
        ...base,
        ...wide(radius * 2.15),
        point: onHead(0, 0.5, 0),
        grip: [0.5, 0.92],
        before: radius * 1.05,
      };
    case 'eyes':
      return {
        ...base,
        ...wide(radius * 1.7),
        point: onHead(0, 0.02, 0.9),
        grip: [0.5, 0.5],
        before: radius * 0.4,
      };
    case 'mouth':
      return {
        ...base,
        ...wide(Math.min(radius * 0.9, (held.heightMetres / wearer.heightMetres) * aspect)),
        point: onHead(0, -0.5, 0.95),
        grip: [0.3, 0.5],
        before: radius * 0.3,
      };
    default:
      return trunkPin(held, aspect, wearer);
  }
}

/** Round the neck, or on the back. */
function trunkPin(held: Held, aspect: number, wearer: Wearer): Pin {
  const { chest, chestAxes } = wearer.skeleton;
  const base = { direction: null, mirrored: false };
  if (held.at === 'neck') {
    const height = Math.min(0.28, Math.max(0.14, held.heightMetres / wearer.heightMetres));
    const point = add(chest, scale(chestAxes.forward, 0.085));
    return { ...base, width: height * aspect, height, point, grip: [0.5, 0.06], before: 0.02 };
  }
  const behind = add(scale(chestAxes.forward, -0.12), scale(chestAxes.up, -0.07));
  return {
    ...base,
    ...sized(held, aspect, wearer, 0.42),
    point: add(chest, behind),
    grip: [0.5, 0.5],
    before: -0.02,
  };
}

/** How flat a board that lies on the ground is seen. */
const BOARD_FLATNESS = 0.42;
/** A board that carries two feet, heights of the figure. */
const SHORTEST_BOARD = 0.56;

/** A board under the feet, lying on the ground. */
export function boardPin(held: Held, aspect: number, wearer: Wearer): Pin {
  const { skeleton } = wearer;
  const { rightLeg, leftLeg } = skeleton;
  const stood = midpoint(midpoint(rightLeg.ankle, rightLeg.toe), midpoint(leftLeg.ankle, leftLeg.toe));
  const real = sized(held, aspect, wearer, 1.12);
  const enlarge = Math.max(1, SHORTEST_BOARD / Math.max(real.width, real.height));
  const size = { width: real.width * enlarge, height: real.height * enlarge };
  const isUpright = aspect < 0.8;
  const point = vec(stood.x, Math.max(0, stood.y - 0.045), stood.z);
  const flat = isUpright ? { width: size.width * BOARD_FLATNESS, height: size.height } : size;
  // A picture of a standing board is laid down; one from the side already lies.
  return {
    ...flat,
    point,
    grip: isUpright ? [0.5, 0.5] : [0.5, 0.25],
    direction: null,
    turn: isUpright ? Math.PI / 2 : 0,
    mirrored: false,
    before: -0.03,
  };
}

/** What is ridden: its seat is under the hips. */
export function mountPin(held: Held, figure: Figure, aspect: number, wearer: Wearer): Pin {
  const height = held.heightMetres / wearer.heightMetres;
  const seat = figure.seat ?? ([0.5, 0.4] as const);
  return {
    point: add(wearer.skeleton.hips, vec(0, -0.07, 0)),
    grip: seat,
    direction: null,
    width: height * aspect,
    height,
    before: -0.02,
    mirrored: mirrorsTo(figure, wearer),
  };
}
