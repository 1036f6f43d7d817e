import {
  BLACK,
  box,
  BRASS,
  CERAMIC,
  DARK_STEEL,
  DARK_WOOD,
  disc,
  drawing,
  GREEN,
  IRON,
  ORANGE,
  oval,
  PALE_WOOD,
  RED,
  repeat,
  rod,
  shape,
  sheer,
  STEEL,
  turned,
  wheel,
  wire,
  WOOD,
} from '../toy-svg.ts';

export const SPORTS = {
  surfboard: () =>
    drawing(
      44,
      150,
      shape('M22 2C40 26 43 70 40 104Q37 136 22 148Q7 136 4 104C1 70 4 26 22 2Z', '#37b6d8', 'soft'),
      shape('M6.6 62Q22 70 37.6 62L38.4 84Q22 92 5.6 84Z', '#ffd15a', 'flat'),
      shape('M5.4 90Q22 98 38.6 90L38 100Q22 108 6 100Z', '#fff6ea', 'flat'),
      box(21, 5, 2, 140, 1, '#fff6ea', 'flat'),
    ),
  snowboard: () =>
    drawing(
      190,
      50,
      shape(
        'M4 8Q8 4 14 8Q26 24 44 25H146Q164 24 176 8Q182 4 186 8Q189 12 184 18Q170 36 148 37H42Q20 36 6 18Q1 12 4 8Z',
        '#7a5fd0',
        'soft',
      ),
      wire('M46 31H144', 2.6, '#ffd15a', 'flat'),
      box(56, 14, 26, 13, 5, IRON, 'soft'),
      box(108, 14, 26, 13, 5, IRON, 'soft'),
      box(60, 8, 8, 12, 3, ORANGE),
      box(122, 8, 8, 12, 3, ORANGE),
    ),
  skis: () => {
    const ski =
      shape('M4 4Q10 0 15 8V138Q15 146 9.5 146Q4 146 4 138Z', RED, 'soft') +
      box(4.6, 66, 9.8, 20, 3, IRON, 'soft') +
      box(7.6, 16, 3.6, 36, 1.6, '#fff6ea', 'flat');
    return drawing(
      74,
      150,
      skiPole(7),
      skiPole(67),
      `<g transform="translate(16 1)">${ski}</g><g transform="translate(38 1)">${ski}</g>`,
    );
  },
  skateboard: () =>
    drawing(
      170,
      54,
      box(32, 26, 22, 9, 3, STEEL),
      box(116, 26, 22, 9, 3, STEEL),
      wheel(43, 40, 11.5, ORANGE, STEEL),
      wheel(127, 40, 11.5, ORANGE, STEEL),
      shape(
        'M4 8Q8 3 14 7L30 17H140L156 7Q162 3 166 8Q168 12 163 17L146 27Q142 29 138 29H32Q28 29 24 27L7 17Q2 12 4 8Z',
        WOOD,
        'soft',
      ),
      wire('M14 9L31 19H139L156 9', 2.6, BLACK, 'flat'),
    ),
  baseball_bat: () =>
    drawing(
      150,
      150,
      turned(
        45,
        75,
        75,
        shape(
          'M71 160L72 172Q75 176 78 172L79 160L80 96Q84 50 84 8Q84 -22 75 -22Q66 -22 66 8Q66 50 70 96Z',
          '#e0a060',
          'soft',
        ),
        box(69.6, 164, 10.8, 7, 3, DARK_WOOD),
        box(71, 120, 8, 44, 2, '#4a3a48', 'tube'),
        sheer(0.4, wire('M71 6Q70 50 74 96', 1.2, '#fff2d8', 'flat')),
      ),
    ),
  baseball_glove: () =>
    drawing(
      116,
      110,
      repeat(4, (i) =>
        turned(
          -22 + i * 15,
          58,
          80,
          box(48 + i * 2, 4 + Math.abs(i - 1.4) * 4, 19, 66, 9.5, '#a9623a', 'soft'),
        ),
      ),
      turned(-38, 40, 84, box(26, 36, 22, 54, 11, '#a9623a', 'soft')),
      shape('M24 62Q34 46 58 48Q94 46 96 66Q98 104 60 106Q22 104 24 62Z', '#bf7446', 'soft'),
      oval(56, 70, 25, 22, '#8f4f30', 'ball'),
      disc(54, 66, 17, CERAMIC, 'ball'),
      wire('M43 56Q49 66 43 77M65 55Q59 66 66 78', 1.3, RED, 'flat'),
      wire('M34 96Q58 104 86 94', 2, '#f2d2a0'),
    ),
  tennis_racket: () => {
    const strings = repeat(8, (i) =>
      wire(`M${13 + i * 5} 8V68M8 ${13 + i * 7.4}H54`, 0.8, '#fbf6e8', 'flat'),
    );
    return drawing(
      62,
      146,
      sheer(0.9, strings),
      wire('M31 4A26 35 0 1 1 30.9 4Z', 6, RED),
      wire('M18 70L29 94M44 70L33 94', 4.4, RED),
      box(27, 90, 8, 54, 3.5, IRON, 'tube'),
      repeat(6, (i) => wire(`M27.6 ${104 + i * 6}L34.4 ${101 + i * 6}`, 0.9, '#6a6a86', 'flat')),
      box(25.6, 139, 10.8, 6, 3, RED),
    );
  },
  golf_club: () =>
    drawing(
      60,
      150,
      rod(40, 4, 24, 128, 2.6, STEEL),
      turned(7.4, 37, 22, box(34.8, 2, 6, 40, 3, IRON, 'tube')),
      shape('M21 122L28 124Q32 134 50 136Q56 138 54 143Q44 149 26 147Q16 146 18 134Z', '#aab2c8', 'soft'),
      wire('M27 138H44M27 142H42', 0.8, '#6c7390', 'flat'),
    ),
  frisbee: () =>
    drawing(
      130,
      56,
      oval(65, 34, 62, 19, '#c23545', 'soft'),
      oval(65, 27, 62, 22, RED, 'soft'),
      oval(65, 24, 44, 14, '#f26a6e', 'fine'),
      oval(65, 23, 22, 7, '#ffd15a', 'fine'),
    ),
  barbell: () =>
    drawing(
      200,
      84,
      box(6, 38, 188, 7, 3.5, STEEL, 'soft'),
      repeat(2, (side) =>
        [0, 1, 2]
          .map((i) => {
            const x = side === 0 ? 40 - i * 13 : 148 + i * 13;
            const half = 40 - i * 8;
            return box(
              x,
              41.5 - half,
              12,
              half * 2,
              5,
              i === 0 ? RED : i === 1 ? '#3f7be8' : '#ffd15a',
              'soft',
            );
          })
          .join(''),
      ),
      box(54, 33, 5, 17, 2, DARK_STEEL),
      box(141, 33, 5, 17, 2, DARK_STEEL),
    ),
  dumbbell: () =>
    drawing(
      130,
      64,
      box(36, 25, 58, 14, 6, STEEL, 'soft'),
      repeat(5, (i) => box(46 + i * 8, 25, 2, 14, 1, '#8a90a8', 'flat')),
      box(4, 14, 14, 36, 6, '#4a4a64', 'soft'),
      box(112, 14, 14, 36, 6, '#4a4a64', 'soft'),
      box(16, 4, 22, 56, 8, '#3a3a52', 'soft'),
      box(92, 4, 22, 56, 8, '#3a3a52', 'soft'),
    ),
  bow: () =>
    drawing(
      70,
      150,
      wire('M22 8L22 142', 0.9, '#f6efe2', 'flat'),
      wire('M22 6Q26 16 38 28Q56 48 56 75Q56 102 38 122Q26 134 22 144', 6, '#a9623a'),
      box(51, 62, 11, 26, 4.5, '#5d3630', 'soft'),
      disc(22, 6, 3.4, BRASS),
      disc(22, 144, 3.4, BRASS),
      rod(6, 75, 64, 75, 1.8, PALE_WOOD),
      shape('M62 70.6L69.6 75L62 79.4Z', STEEL),
      shape('M4 71L14 75L4 79Z', GREEN),
    ),
  fishing_rod: () =>
    drawing(
      150,
      150,
      wire('M142 8Q148 60 138 108', 0.9, '#f2f4fa', 'flat'),
      wire('M20 136Q84 72 142 8', 2.6, '#d84f57'),
      rod(8, 146, 44, 111, 7, '#8a5a3a'),
      rod(44, 111, 84, 70, 3.6, '#e0574f'),
      disc(54, 112, 9, STEEL, 'soft'),
      disc(54, 112, 4, DARK_STEEL, 'ball'),
      rod(54, 112, 64, 118, 2.4, IRON),
      disc(64, 118, 3, IRON),
      shape('M138 106Q145 112 138 119Q131 112 138 106Z', RED, 'ball'),
      wire('M138 119V126Q138 132 133 130', 1.3, STEEL),
    ),
  kite: () =>
    drawing(
      120,
      150,
      wire('M60 92Q80 106 62 118Q44 130 66 146', 1.6, '#fff6ea', 'flat'),
      repeat(3, (i) =>
        turned(
          i % 2 === 0 ? 24 : -24,
          68 - i * 5,
          104 + i * 16,
          shape(
            `M${68 - i * 5} ${104 + i * 16}l-11 -6v12zl11 -6v12z`,
            ['#ffd15a', '#3f9be8', '#f46a9c'][i] ?? RED,
            'fine',
          ),
        ),
      ),
      shape('M60 3L108 42L60 94L12 42Z', RED, 'soft'),
      shape('M60 3L60 42L12 42Z', '#ffd15a', 'fine'),
      shape('M60 42L108 42L60 94Z', '#3f9be8', 'fine'),
      wire('M60 4V93M13 42H107', 1.6, '#fff6ea', 'flat'),
    ),
  plain_basketball: () =>
    drawing(
      100,
      100,
      disc(50, 50, 48, '#f0802c', 'ball'),
      wire('M50 2V98M2 50H98M16 17Q42 50 16 83M84 17Q58 50 84 83', 1.7, '#7a3418', 'flat'),
    ),
} as const;

function skiPole(x: number): string {
  return (
    rod(x, 30, x, 144, 2, STEEL) +
    box(x - 2.6, 22, 5.2, 17, 2.5, IRON) +
    oval(x, 132, 6, 2.4, DARK_STEEL, 'fine')
  );
}
