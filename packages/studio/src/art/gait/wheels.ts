import type { Rgb } from '../../vocabulary/figure.ts';

/** A wheel of a picture: its middle, fractions of the picture, and how far its spokes reach, heights of the picture. */
export interface Wheel {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
}

/** The wheels of one vehicle and the spokes that show them turning: a plain disc that turns looks still. */
export interface Wheels {
  readonly wheels: readonly Wheel[];
  readonly spokes: number;
  readonly colour: Rgb;
  /** Half the thickness of a spoke, heights of the picture. */
  readonly halfWidth: number;
}

/** Hubs with five spokes; `places` are [u, v] of wheels of the same size. */
function hubs(radius: number, ...places: readonly (readonly [number, number])[]): Wheels {
  return { ...PLAIN, halfWidth: radius * 0.13, wheels: places.map(([u, v]) => ({ u, v, radius })) };
}

const PLAIN = { spokes: 5, colour: [84, 74, 104] } as const;

/** By the name of the icon. */
export const WHEELS: Readonly<Record<string, Wheels>> = {
  automobile: hubs(0.082, [0.237, 0.815], [0.777, 0.815]),
  'sport-utility-vehicle': hubs(0.058, [0.25, 0.85], [0.732, 0.85]),
  taxi: hubs(0.063, [0.248, 0.84], [0.772, 0.84]),
  'police-car': hubs(0.058, [0.235, 0.84], [0.772, 0.84]),
  'racing-car': hubs(0.105, [0.235, 0.68], [0.872, 0.68]),
  bus: hubs(0.054, [0.237, 0.84], [0.772, 0.84]),
  minibus: hubs(0.078, [0.237, 0.82], [0.778, 0.82]),
  'delivery-truck': hubs(0.063, [0.242, 0.84], [0.768, 0.84]),
  'articulated-lorry': hubs(0.058, [0.232, 0.84], [0.555, 0.84], [0.803, 0.84]),
  'pickup-truck': hubs(0.08, [0.202, 0.82], [0.742, 0.82]),
  ambulance: hubs(0.054, [0.247, 0.84], [0.785, 0.84]),
  'fire-engine': hubs(0.046, [0.237, 0.865], [0.772, 0.865]),
  trolleybus: hubs(0.05, [0.235, 0.85], [0.775, 0.85]),
  'auto-rickshaw': hubs(0.056, [0.803, 0.855]),
  motorcycle: hubs(0.082, [0.16, 0.78], [0.845, 0.78]),
  'motor-scooter': hubs(0.046, [0.16, 0.852], [0.843, 0.852]),
  locomotive: hubs(0.08, [0.66, 0.868], [0.848, 0.868]),
  tractor: {
    ...PLAIN,
    halfWidth: 0.01,
    wheels: [
      { u: 0.2, v: 0.85, radius: 0.058 },
      { u: 0.806, v: 0.768, radius: 0.085 },
    ],
  },
  bicycle: {
    spokes: 10,
    colour: [150, 140, 170],
    halfWidth: 0.006,
    wheels: [
      { u: 0.2, v: 0.74, radius: 0.22 },
      { u: 0.802, v: 0.74, radius: 0.22 },
    ],
  },
};
