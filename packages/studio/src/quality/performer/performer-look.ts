/** sRGB, 0..255. */
export type Colour = readonly [number, number, number];

/** What a performer wears and how broad it is. */
export interface PerformerLook {
  readonly skin: Colour;
  readonly hair: Colour;
  readonly shirt: Colour;
  readonly trousers: Colour;
  readonly shoes: Colour;
  readonly longHair: boolean;
  readonly longSleeves: boolean;
  /** Girth against a lean adult: 0.9..1.25. */
  readonly girth: number;
  /** Wall and floor of the studio. */
  readonly wall: Colour;
  readonly floor: Colour;
}

export const LOOKS = {
  runner: {
    skin: [226, 178, 148],
    hair: [62, 42, 30],
    shirt: [52, 104, 176],
    trousers: [44, 46, 54],
    shoes: [232, 232, 228],
    longHair: false,
    longSleeves: false,
    girth: 1,
    wall: [178, 184, 182],
    floor: [150, 140, 126],
  },
  dancer: {
    skin: [150, 102, 74],
    hair: [28, 22, 20],
    shirt: [196, 62, 62],
    trousers: [58, 66, 96],
    shoes: [40, 36, 36],
    longHair: true,
    longSleeves: false,
    girth: 0.93,
    wall: [206, 202, 190],
    floor: [124, 104, 84],
  },
  neighbour: {
    skin: [238, 196, 168],
    hair: [176, 136, 82],
    shirt: [92, 128, 78],
    trousers: [112, 98, 78],
    shoes: [78, 54, 38],
    longHair: false,
    longSleeves: true,
    girth: 1.16,
    wall: [150, 164, 180],
    floor: [134, 130, 122],
  },
  student: {
    skin: [198, 146, 108],
    hair: [40, 30, 28],
    shirt: [224, 190, 84],
    trousers: [70, 96, 132],
    shoes: [196, 70, 58],
    longHair: true,
    longSleeves: true,
    girth: 0.97,
    wall: [168, 178, 160],
    floor: [166, 150, 128],
  },
} as const satisfies Record<string, PerformerLook>;

export type LookName = keyof typeof LOOKS;
