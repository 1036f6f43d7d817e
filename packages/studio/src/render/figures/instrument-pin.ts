import { add, midpoint, scale, subtract, vec, within, type Vec3 } from '../../art/biped/vec3.ts';
import type { Held } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { hands, sized, type Pin, type Wearer } from './pin.ts';

/** An instrument as it is played: across the chest, at the chin, at the mouth, under the hands. */
export function instrumentPin(held: Held, figure: Figure, aspect: number, wearer: Wearer): Pin {
  const { right, left, middle } = hands(wearer);
  const middleOf = { grip: [0.5, 0.5], mirrored: false, before: 0.03 } as const;
  switch (wearer.action) {
    case 'play_guitar': {
      const point = add(right, scale(wearer.skeleton.chestAxes.forward, -0.02));
      const grip = figure.grasp ?? ([0.36, 0.66] as const);
      const size = sized(held, aspect, wearer, 0.6);
      return { ...middleOf, ...size, point, grip, direction: subtract(left, right), before: -0.012 };
    }
    case 'play_violin': {
      const chin = onFace(wearer, 0.25, -0.98, 0.55);
      const size = sized(held, aspect, wearer, 0.36);
      return { ...middleOf, ...size, point: midpoint(chin, left), direction: subtract(left, chin) };
    }
    case 'play_flute':
      return {
        ...middleOf,
        ...sized(held, aspect, wearer, 0.42),
        point: middle,
        direction: subtract(right, left),
      };
    case 'play_trumpet':
      return trumpetPin(held, aspect, wearer);
    case 'play_harp': {
      const point = add(middle, vec(0.02, -0.06, 0.1));
      return { ...middleOf, ...sized(held, aspect, wearer, 0.8), point, direction: null, before: -0.05 };
    }
    case 'play_piano':
    case 'play_drums': {
      const point = add(middle, vec(0, -0.03, 0.02));
      const size = sized(held, aspect, wearer, 0.62);
      return { ...middleOf, ...size, point, grip: [0.5, 0.06], direction: null, before: 0.06 };
    }
    default: {
      const size = sized(held, aspect, wearer, held.at === 'both_hands' ? 0.62 : 0.5);
      const place = held.at === 'left_hand' ? left : held.at === 'right_hand' ? right : middle;
      const point = add(place, vec(0, 0, 0.02));
      return { ...middleOf, ...size, point, grip: figure.grasp ?? [0.5, 0.5], direction: null };
    }
  }
}

function trumpetPin(held: Held, aspect: number, wearer: Wearer): Pin {
  const ahead = wearer.skeleton.headAxes.forward;
  const size = sized(held, aspect, wearer, 0.36);
  const reach = Math.max(size.width, size.height) * 0.45;
  return {
    ...size,
    point: add(onFace(wearer, 0, -0.5, 0.95), scale(ahead, reach)),
    grip: [0.5, 0.5],
    // A little aside: straight at the viewer a direction has no angle.
    direction: add(ahead, vec(0.12, -0.1, 0)),
    before: 0.03,
    mirrored: false,
  };
}

function onFace(wearer: Wearer, out: number, up: number, forward: number): Vec3 {
  const { head, headAxes } = wearer.skeleton;
  return add(head, within(headAxes, scale(vec(out, up, forward), wearer.build.headRadius)));
}
