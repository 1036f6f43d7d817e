import {
  box,
  BRASS,
  disc,
  drawing,
  IRON,
  oval,
  PALE_WOOD,
  repeat,
  rod,
  shape,
  sheer,
  turned,
  wire,
  WOOD,
} from '../toy-svg.ts';

const WOODS = ['#b9764a', '#a9683f', '#c98a5a', '#97603f'] as const;
const CAPS = ['#e8414d', '#c9814a', '#e8414d', '#9a6bd0'] as const;

function woodOf(variant: number): string {
  return WOODS[variant % WOODS.length] ?? WOOD;
}

/** Scenery with smooth forms, kept as SVG like our other drawings. `variant` is 0..3. */
export const MADE_SCENERY = {
  cactus: (variant: number) => {
    const green = variant % 2 === 0 ? '#4fa860' : '#5fb46a';
    const left = 40 + variant * 5;
    const right = 30 + ((variant * 7) % 18);
    const body =
      wire(`M40 ${left + 26}H26Q20 ${left + 26} 20 ${left + 20}V${left}`, 12, green) +
      wire(`M40 ${right + 34}H58Q65 ${right + 34} 65 ${right + 26}V${right}`, 11, green) +
      box(31, 6, 19, 94, 9.5, green, 'tube');
    const ribs = sheer(
      0.3,
      repeat(3, (i) => wire(`M${36 + i * 4.6} 12V96`, 0.9, '#1f6a4a', 'flat')),
    );
    const spines = repeat(14, (i) =>
      wire(`M${31 + ((i * 7) % 19)} ${14 + i * 6}l-1.6 -1.4m1.6 1.4l1.6 -1.4`, 0.6, '#fdf3cf', 'flat'),
    );
    return drawing(84, 104, body, ribs, spines, variant === 1 ? disc(40, 6, 5, '#f46a9c') : '');
  },
  log: (variant: number) => {
    const wood = woodOf(variant);
    const bark = repeat(5, (i) =>
      wire(
        `M${24 + ((i * 13) % 24)} ${30 + i * 7}h${50 + ((i * 29 + variant * 11) % 40)}`,
        1,
        '#5f3a34',
        'flat',
      ),
    );
    const end =
      oval(20, 44, 14, 20, '#efc48e', 'fine') +
      repeat(3, (i) =>
        sheer(
          0.6,
          `<ellipse cx="20" cy="44" rx="${10 - i * 3}" ry="${15 - i * 4.6}" fill="none" stroke="#b9804f" stroke-width="1.2"/>`,
        ),
      );
    const stub =
      variant % 2 === 0 ? rod(96, 30, 103, 17, 11, wood) + oval(104.5, 13, 5.4, 3.2, '#efc48e', 'fine') : '';
    const moss = shape(
      'M60 24q10 -5 24 0q14 -4 26 1q6 6 -4 9q-8 -4 -14 2q-10 5 -16 -2q-12 4 -18 -4q-4 -4 2 -6z',
      '#74b24e',
      'fine',
    );
    return drawing(170, 70, stub, box(14, 24, 148, 40, 18, wood, 'soft'), sheer(0.55, bark), moss, end);
  },
  mushrooms: (variant: number) => {
    const cap = CAPS[variant % CAPS.length] ?? CAPS[0];
    const mushroom = (x: number, y: number, size: number): string =>
      box(x - size * 0.24, y, size * 0.48, 100 - y, size * 0.2, '#fdeede', 'tube') +
      shape(
        `M${x - size} ${y + size * 0.2}C${x - size} ${y - size * 1.1} ${x + size} ${y - size * 1.1} ${x + size} ${y + size * 0.2}Q${x} ${y + size * 0.5} ${x - size} ${y + size * 0.2}Z`,
        cap,
        'soft',
      ) +
      oval(x - size * 0.4, y - size * 0.2, size * 0.2, size * 0.16, '#fff3ea', 'flat') +
      oval(x + size * 0.25, y - size * 0.45, size * 0.17, size * 0.12, '#fff3ea', 'flat') +
      oval(x + size * 0.55, y + size * 0.02, size * 0.14, size * 0.12, '#fff3ea', 'flat');
    const side = variant % 2 === 0 ? 1 : -1;
    return drawing(
      130,
      104,
      mushroom(65 + side * 4, 38, 34),
      mushroom(65 - side * 38, 66, 20),
      mushroom(65 + side * 42, 72, 17),
    );
  },
  fence: (variant: number) => {
    const wood = variant % 2 === 0 ? '#f4ece8' : woodOf(variant);
    const rails = box(0, 36, 220, 10, 3, wood) + box(0, 72, 220, 10, 3, wood);
    const pickets = repeat(9, (i) =>
      shape(`M${5 + i * 24} 100V${18 - (variant > 1 ? (i % 2) * 8 : 0)}l8 -10l8 10V100Z`, wood, 'fine'),
    );
    return drawing(220, 102, rails, pickets);
  },
  street_lamp: (variant: number) => streetLamp(variant),
  bench: (variant: number) => parkBench(woodOf(variant)),
  hay_bale: (variant: number) => {
    const straw = repeat(30, (i) =>
      wire(
        `M${variant % 2 === 1 ? 10 + ((i * 37) % 104) : 24 + ((i * 37) % 46)} ${14 + ((i * 23) % 72)}l${6 + (i % 5)} ${(i % 3) - 1}`,
        1,
        i % 2 === 0 ? '#fff0a8' : '#b9802c',
        'flat',
      ),
    );
    if (variant % 2 === 1) {
      const bands = box(38, 8, 5, 86, 2, '#c98a3c') + box(88, 8, 5, 86, 2, '#c98a3c');
      return drawing(130, 100, box(4, 10, 122, 84, 9, '#ecc04e', 'soft'), sheer(0.75, straw), bands);
    }
    const rings = repeat(
      5,
      (i) => `<circle cx="50" cy="50" r="${40 - i * 8}" fill="none" stroke="#b5802e" stroke-width="1.6"/>`,
    );
    return drawing(104, 100, disc(50, 50, 48, '#ecc04e', 'soft'), sheer(0.55, rings), sheer(0.45, straw));
  },
  crate: (variant: number) => {
    const wood = woodOf(variant);
    const planks = repeat(4, (i) => box(8, 8 + i * 21.4, 84, 20, 1.5, i % 2 === 0 ? PALE_WOOD : '#d99c64'));
    const frame =
      box(4, 4, 92, 13, 2, wood) +
      box(4, 83, 92, 13, 2, wood) +
      box(4, 4, 13, 92, 2, wood) +
      box(83, 4, 13, 92, 2, wood);
    const nails = repeat(4, (i) => disc(10.5 + (i % 2) * 79, 10.5 + (i >> 1) * 79, 1.8, IRON, 'flat'));
    const brace =
      variant % 2 === 0
        ? turned(45, 50, 50, box(0, 44, 100, 12, 2, wood))
        : turned(-45, 50, 50, box(0, 44, 100, 12, 2, wood));
    return drawing(100, 100, planks, brace, frame, nails);
  },
} as const satisfies Record<string, (variant: number) => string>;

/** A lantern on a post: an old one, and with odd variants a modern arm. */
export function streetLamp(variant: number): string {
  const lamp = '#ffe9a8';
  if (variant % 2 === 1)
    return drawing(
      40,
      104,
      box(8, 12, 3, 88, 1.5, '#6b7088', 'tube'),
      box(5, 94, 9, 7, 2, '#565a72'),
      wire('M9.5 14Q10 5 20 5H30', 2.6, '#6b7088'),
      box(22, 4, 14, 4, 2, '#565a72'),
      box(23.5, 7.4, 11, 2, 1, lamp, 'flat'),
    );
  return drawing(
    30,
    104,
    box(13, 24, 4, 74, 2, IRON, 'tube'),
    box(11.6, 60, 6.8, 3, 1.4, IRON),
    box(10, 90, 10, 6, 2, IRON),
    box(7.5, 95, 15, 6, 2, IRON),
    box(11, 23, 8, 3, 1.2, IRON),
    shape('M9 9H21L18.6 24H11.4Z', lamp, 'ball'),
    wire('M12.4 9.5L13.4 23.5M17.6 9.5L16.6 23.5', 0.6, IRON, 'flat'),
    shape('M7 9.6Q9 4 15 3.4Q21 4 23 9.6Z', IRON),
    disc(15, 2.8, 1.5, BRASS),
  );
}

/** A park bench from the front. */
export function parkBench(wood: string): string {
  const legs = repeat(
    2,
    (i) => box(20 + i * 118, 8, 6, 90, 2.5, IRON, 'tube') + box(14 + i * 118, 92, 18, 6, 3, IRON),
  );
  const back = repeat(3, (i) => box(4, 8 + i * 15, 156, 11, 3.5, wood));
  const seat = box(2, 58, 160, 8, 3, wood) + box(0, 65, 164, 8, 3.5, wood, 'soft');
  const arms = repeat(2, (i) => wire(`M${17 + i * 130} 68V50H${17 + i * 130}`, 4, IRON));
  return drawing(164, 100, legs, back, arms, seat);
}
