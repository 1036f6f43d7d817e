import {
  BLACK,
  box,
  BRASS,
  CERAMIC,
  DARK_STEEL,
  DARK_WOOD,
  disc,
  drawing,
  IRON,
  oval,
  PALE_WOOD,
  RED,
  repeat,
  rod,
  shape,
  sheer,
  STEEL,
  turned,
  wire,
  WOOD,
} from '../toy-svg.ts';

const GLOSS_BLACK = '#35324a';

/** White and black keys in a row. */
function keyboard(x: number, y: number, count: number, width: number, height: number): string {
  const whites = repeat(count, (i) => box(x + i * width, y, width - 0.5, height, 0.8, CERAMIC));
  const blacks = repeat(count - 1, (i) =>
    i % 7 === 2 || i % 7 === 6 ? '' : box(x + (i + 0.68) * width, y, width * 0.6, height * 0.6, 0.6, BLACK),
  );
  return whites + blacks;
}

export const INSTRUMENTS = {
  piano: () =>
    drawing(
      160,
      124,
      shape('M46 56L20 6Q78 -4 126 22Q146 34 150 56Z', GLOSS_BLACK, 'soft'),
      shape('M54 54L32 12Q80 6 120 28Q136 38 140 54Z', '#8a5a3a', 'flat'),
      sheer(0.5, wire('M62 52L44 16M76 52L58 15M90 52L72 17M104 52L88 20M118 52L104 26', 0.8, BRASS, 'flat')),
      rod(112, 56, 100, 26, 2, BRASS),
      box(12, 54, 142, 22, 8, GLOSS_BLACK, 'soft'),
      box(6, 64, 100, 9, 2, '#27243a', 'fine'),
      keyboard(9, 64, 15, 6.2, 8),
      box(4, 71, 104, 8, 3, GLOSS_BLACK, 'soft'),
      box(16, 78, 8, 40, 3, GLOSS_BLACK, 'tube'),
      box(90, 78, 8, 40, 3, GLOSS_BLACK, 'tube'),
      box(140, 74, 8, 44, 3, GLOSS_BLACK, 'tube'),
      disc(20, 119, 3.4, BRASS),
      disc(94, 119, 3.4, BRASS),
      disc(144, 119, 3.4, BRASS),
      rod(57, 78, 57, 114, 2, BRASS),
      box(49, 112, 16, 4, 2, BRASS),
    ),
  upright_piano: () =>
    drawing(
      130,
      110,
      box(4, 6, 122, 98, 4, WOOD, 'soft'),
      box(1, 2, 128, 9, 3, DARK_WOOD, 'soft'),
      box(12, 16, 50, 28, 3, '#a9683f', 'fine'),
      box(68, 16, 50, 28, 3, '#a9683f', 'fine'),
      box(44, 24, 42, 24, 1.5, '#fffaf2'),
      wire('M49 31H62M49 36H62M49 41H62M68 31H81M68 36H81M68 41H81', 0.9, '#8a80a0', 'flat'),
      box(0, 62, 130, 8, 3, DARK_WOOD, 'soft'),
      keyboard(7, 54, 19, 6.1, 9),
      box(12, 74, 106, 24, 3, '#a9683f', 'fine'),
      box(6, 66, 8, 40, 2, DARK_WOOD, 'tube'),
      box(116, 66, 8, 40, 2, DARK_WOOD, 'tube'),
      box(54, 98, 8, 4, 2, BRASS),
      box(68, 98, 8, 4, 2, BRASS),
    ),
  drum_kit: () => {
    return drawing(
      170,
      114,
      cymbalStand(20),
      cymbalStand(150),
      drum(56, 26, 18, 24),
      drum(100, 26, 18, 24),
      disc(78, 78, 34, RED, 'soft'),
      disc(78, 78, 28, '#fff6ea', 'soft'),
      disc(78, 78, 9, '#e9dccd', 'fine'),
      repeat(8, (i) => turned(i * 45 + 20, 78, 78, box(75.6, 42, 4.8, 7, 2, STEEL))),
      drum(24, 62, 19, 18),
      rod(24, 82, 24, 108, 3, STEEL),
      drum(136, 58, 21, 32),
      rod(122, 90, 120, 110, 2.4, STEEL),
      rod(150, 90, 152, 110, 2.4, STEEL),
      turned(-8, 20, 24, oval(20, 24, 21, 3.6, BRASS, 'ball')),
      turned(8, 150, 22, oval(150, 22, 22, 3.8, BRASS, 'ball')),
      disc(20, 21, 2, BRASS),
      disc(150, 19, 2, BRASS),
    );
  },
  harp: () =>
    drawing(
      80,
      118,
      repeat(11, (i) =>
        wire(
          `M${22 + i * 4.4} ${17 + i * 1.4 - Math.sin(i / 3) * 5}V${100 - i * 6.6}`,
          0.8,
          i % 4 === 0 ? '#d84f57' : '#f8efe0',
          'flat',
        ),
      ),
      wire('M15 104Q62 66 72 32', 10, '#d9963a'),
      wire('M13 12Q30 2 42 16Q56 32 72 28', 8, BRASS),
      rod(13, 14, 13, 104, 8, BRASS),
      disc(13, 11, 7, BRASS, 'ball'),
      disc(72, 30, 6, BRASS, 'ball'),
      box(4, 102, 40, 11, 5, '#c9843a', 'soft'),
    ),
  acoustic_guitar: () => {
    const body =
      'M30 62C46 62 48 74 42 84C40 89 42 92 47 97C58 110 52 136 30 136C8 136 2 110 13 97C18 92 20 89 18 84C12 74 14 62 30 62Z';
    return drawing(
      60,
      142,
      box(23, 2, 14, 20, 3, DARK_WOOD),
      repeat(6, (i) => disc(i % 2 === 0 ? 21 : 39, 6 + (i >> 1) * 5.6, 2.2, CERAMIC)),
      shape(body, '#e09a4e', 'soft'),
      sheer(0.5, `<path d="${body}" fill="url(#ball)"/>`),
      disc(30, 95, 9.6, '#7d4a35'),
      disc(30, 95, 7.6, '#3a1f28', 'flat'),
      box(26.4, 20, 7.2, 68, 1.5, '#5d3630', 'tube'),
      repeat(8, (i) => box(26.4, 26 + i * 7, 7.2, 0.8, 0, STEEL, 'flat')),
      box(20, 116, 20, 5, 2, '#5d3630'),
      repeat(4, (i) => wire(`M${27.6 + i * 1.6} 20V118`, 0.4, '#fdf6e8', 'flat')),
    );
  },
  violin_side: () => {
    const body =
      'M30 54C44 54 48 64 44 72Q38 78 44 86C52 98 48 116 30 116C12 116 8 98 16 86Q22 78 16 72C12 64 16 54 30 54Z';
    const violin =
      disc(30, 5, 4, '#8a4a2c') +
      box(26, 5, 8, 14, 2.5, '#8a4a2c') +
      repeat(4, (i) => box(i % 2 === 0 ? 20 : 33, 9 + (i >> 1) * 5, 7, 2.4, 1.2, '#2a1a22')) +
      shape(body, '#c2622f', 'soft') +
      sheer(0.6, `<path d="${body}" fill="url(#ball)"/>`) +
      box(27, 18, 6, 62, 2, '#2f2430', 'tube') +
      soundHole(21, 0) +
      soundHole(39, 14) +
      box(24, 88, 12, 2.6, 1, PALE_WOOD) +
      shape('M27 96H33L34.6 114H25.4Z', '#2f2430') +
      repeat(4, (i) => wire(`M${28 + i * 1.3} 18V97`, 0.35, '#fdf6e8', 'flat'));
    // Lying, so that it rests on a table; a player turns it to the chin. The bow lies across.
    return drawing(
      150,
      62,
      `<g transform="translate(140 8) rotate(90)">${violin}</g>`,
      rod(8, 58, 144, 34, 2.2, DARK_WOOD),
      wire('M9 60.6L146 36.6', 1.2, '#fdf6e8', 'flat'),
    );
  },
  flute: () =>
    drawing(
      190,
      30,
      box(3, 10, 184, 11, 5, '#c9d0e0', 'soft'),
      box(46, 9, 5, 13, 2, BRASS),
      box(156, 9, 5, 13, 2, BRASS),
      oval(26, 10.6, 8, 4, '#aab2c8', 'fine'),
      oval(26, 10.2, 3.4, 1.6, IRON, 'flat'),
      repeat(9, (i) => disc(64 + i * 10, 11, 4, '#e6eaf4', 'ball')),
      repeat(3, (i) => disc(166 + i * 6, 13, 2.4, '#e6eaf4', 'ball')),
      wire('M60 18H150', 1.4, '#9aa2b8'),
    ),
  trumpet_side: () =>
    drawing(
      170,
      80,
      wire('M12 30H118', 5, BRASS),
      wire('M58 31Q30 32 30 46Q30 62 50 62H108Q126 62 126 46Q126 32 110 31', 5, '#e3a22e'),
      box(3, 24, 8, 12, 3, STEEL, 'tube'),
      shape('M112 27Q140 26 162 6Q168 30 162 54Q140 35 112 34Z', BRASS, 'soft'),
      oval(163, 30, 4.4, 24.6, '#c9842a', 'fine'),
      repeat(
        3,
        (i) =>
          box(64 + i * 14, 18, 10, 46, 3, '#f6c95a', 'tube') +
          box(67 + i * 14, 8, 4, 12, 1.5, STEEL, 'tube') +
          box(64.6 + i * 14, 4, 9, 5, 2.5, CERAMIC) +
          box(63 + i * 14, 60, 12, 6, 3, '#d9963a'),
      ),
    ),
  accordion: () =>
    drawing(
      140,
      96,
      repeat(9, (i) =>
        shape(
          `M${38 + i * 7} ${10 + (i % 2) * 2}H${45 + i * 7}V${86 - (i % 2) * 2}H${38 + i * 7}Z`,
          i % 2 === 0 ? '#f7e3cf' : '#c23545',
          'fine',
        ),
      ),
      box(98, 6, 38, 84, 8, RED, 'soft'),
      box(4, 6, 38, 84, 8, RED, 'soft'),
      repeat(18, (i) => disc(12 + (i % 3) * 9, 18 + Math.floor(i / 3) * 12, 3.2, '#fff6ea', 'ball')),
      repeat(9, (i) => box(118, 13 + i * 7.8, 16, 7.2, 1, CERAMIC)),
      repeat(7, (i) => box(118, 18.4 + i * 9, 9, 3.4, 1, BLACK)),
      wire('M104 20V76', 3, BRASS),
      box(0, 38, 6, 20, 3, DARK_STEEL),
    ),
} as const;

function cymbalStand(x: number): string {
  return rod(x, 26, x, 108, 2.4, STEEL) + wire(`M${x - 10} 110L${x} 96L${x + 10} 110`, 2.4, STEEL);
}

function drum(x: number, y: number, half: number, tall: number): string {
  return (
    box(x - half, y, half * 2, tall, 5, RED, 'tube') +
    box(x - half - 1, y + tall - 4, half * 2 + 2, 4, 2, STEEL) +
    oval(x, y + 1, half + 1, 5, '#fff6ea', 'fine')
  );
}

function soundHole(x: number, turn: number): string {
  return turned(
    turn,
    x,
    84,
    wire(`M${x + 1.6} 77Q${x - 1.6} 79 ${x} 84T${x - 1.6} 91`, 1.3, '#3a1f28', 'flat'),
  );
}
