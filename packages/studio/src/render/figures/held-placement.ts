import type { Held } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { onScreen, seenDirection } from './body-projection.ts';
import { handPin } from './hand-pin.ts';
import { instrumentPin } from './instrument-pin.ts';
import type { Pin, Wearer } from './pin.ts';
import type { Placement } from './placement.ts';
import { boardPin, mountPin, wornPin } from './worn-pin.ts';

/** A held thing on the screen, with its nearness in pixels. */
export interface HeldPlacement {
  readonly at: Placement;
  readonly nearness: number;
}

export function placeHeld(held: Held, figure: Figure, aspect: number, wearer: Wearer): HeldPlacement {
  const pin = pinFor(held, figure, aspect, wearer);
  const { projection: by } = wearer;
  const point = onScreen(by, pin.point);
  const width = pin.width * by.size;
  const height = pin.height * by.size;
  let angle = pin.turn ?? 0;
  if (pin.direction !== null) {
    const seen = seenDirection(by, pin.direction);
    angle += Math.atan2(seen.right, seen.up) - longAxis(figure, aspect, pin);
  }
  const gripX = (pin.mirrored ? 0.5 - pin.grip[0] : pin.grip[0] - 0.5) * width;
  const gripY = (pin.grip[1] - 0.5) * height;
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  return {
    at: {
      centreX: point.x - (gripX * cos - gripY * sin),
      centreY: point.y - (gripX * sin + gripY * cos),
      width,
      height,
      angle,
      mirrored: pin.mirrored,
    },
    nearness: point.near + pin.before * by.size,
  };
}

/** Which way the long side of the picture points, clockwise from up: from where it is held to its other end. */
function longAxis(figure: Figure, aspect: number, pin: Pin): number {
  const flip = pin.mirrored ? -1 : 1;
  const dx = (0.5 - pin.grip[0]) * aspect;
  const dy = 0.5 - pin.grip[1];
  if (aspect > 2.2) return (flip * (pin.grip[0] > 0.6 ? -1 : 1) * Math.PI) / 2;
  if (figure.kind !== 'instrument' && Math.hypot(dx, dy) > 0.2) return flip * Math.atan2(dx, -dy);
  if (aspect > 1.4) return (flip * Math.PI) / 2;
  return aspect < 0.72 ? 0 : (flip * Math.PI) / 4;
}

function pinFor(held: Held, figure: Figure, aspect: number, wearer: Wearer): Pin {
  switch (held.at) {
    case 'right_hand':
    case 'left_hand':
    case 'both_hands':
      return figure.kind === 'instrument'
        ? instrumentPin(held, figure, aspect, wearer)
        : handPin(held, figure, aspect, wearer);
    case 'head':
    case 'eyes':
    case 'mouth':
    case 'neck':
    case 'back':
      return wornPin(held, aspect, wearer);
    case 'feet':
      return boardPin(held, aspect, wearer);
    default:
      return mountPin(held, figure, aspect, wearer);
  }
}
