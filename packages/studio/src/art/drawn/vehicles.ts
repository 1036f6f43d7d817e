import {
  BLUE,
  box,
  BRASS,
  CERAMIC,
  DARK_STEEL,
  DARK_WOOD,
  disc,
  drawing,
  GLASS,
  IRON,
  ORANGE,
  oval,
  PALE_WOOD,
  pane,
  RED,
  repeat,
  rod,
  shape,
  sheer,
  SKY_GLASS,
  STEEL,
  wheel,
  wire,
  WOOD,
} from '../toy-svg.ts';

/** Side views, facing right unless the thing has no front. */
export const VEHICLES = {
  sailboat: () =>
    drawing(
      104,
      110,
      rod(50, 5, 50, 88, 2.6, PALE_WOOD),
      shape('M53 8Q86 42 92 76H53Z', '#fdf6f0', 'soft'),
      shape('M47 18Q34 50 14 76H47Z', ORANGE, 'soft'),
      wire('M53 52Q68 54 84 53', 0.9, '#e0cfd2', 'flat'),
      box(46, 76, 46, 3, 1.5, WOOD),
      shape('M50 4L62 8L50 12Z', RED),
      shape('M4 84H100Q96 102 84 106H22Q8 102 4 84Z', '#fbf6f4', 'soft'),
      shape('M7 94H97.6Q93 103.4 84 106H22Q11 103 7 94Z', BLUE, 'fine'),
      box(2, 81.5, 100, 5, 2.5, WOOD),
    ),
  rowing_boat: () =>
    drawing(
      180,
      70,
      rod(52, 10, 30, 64, 3, PALE_WOOD),
      box(34, 24, 18, 5, 2, PALE_WOOD),
      box(84, 24, 18, 5, 2, PALE_WOOD),
      box(130, 24, 14, 5, 2, PALE_WOOD),
      shape('M3 16Q50 34 90 34Q136 34 177 12Q170 44 146 58Q90 64 36 58Q10 48 3 16Z', WOOD, 'soft'),
      wire('M8 30Q50 44 90 44Q132 44 171 28', 1.4, DARK_WOOD, 'flat'),
      wire('M16 42Q52 54 90 54Q128 54 162 42', 1.4, DARK_WOOD, 'flat'),
      wire('M4 17Q50 35 90 35Q136 35 176 13', 4, PALE_WOOD),
      rod(116, 8, 142, 56, 3, PALE_WOOD),
      shape('M138 50L146 47L156 64Q150 69 144 66Z', PALE_WOOD),
    ),
  cruise_ship: () => {
    const decks = repeat(3, (i) => box(28 + i * 9, 50 - i * 12, 118 - i * 26, 13, 3, CERAMIC, 'soft'));
    const windows = repeat(3, (deck) =>
      repeat(13 - deck * 3, (i) =>
        box(35 + deck * 9 + i * 8, 54 - deck * 12, 4.6, 4.6, 1.2, SKY_GLASS, 'flat'),
      ),
    );
    const holes = repeat(14, (i) => disc(26 + i * 10, 76, 2, '#bfe8ff', 'flat'));
    return drawing(
      190,
      100,
      shipFunnel(62),
      shipFunnel(88),
      decks,
      windows,
      shape('M4 62H184Q180 86 160 96H26Q10 92 4 62Z', '#fbf8fa', 'soft'),
      shape('M11 82H175.4Q169 92 160 96H26Q16 93 11 82Z', '#2f4fa8', 'fine'),
      holes,
      box(3, 60, 182, 4, 2, '#2f62c4'),
    );
  },
  airliner: () => {
    const windows = repeat(19, (i) => box(52 + i * 5.6, 38.4, 3, 4.4, 1.4, '#3d6ea8', 'flat'));
    return drawing(
      200,
      84,
      shape('M18 42L6 6Q5 2 10 2H22Q26 2 28 6L52 36Z', BLUE, 'soft'),
      shape('M88 34L70 14H80L116 34Z', '#c9cfe0', 'fine'),
      shape('M8 40Q30 30 60 30H160Q186 32 196 46Q190 58 160 58H60Q28 56 8 40Z', '#fbfaff', 'soft'),
      shape('M40 51.4Q100 55 187 51.6Q180 58 160 58H60Q50 57 40 51.4Z', BLUE, 'flat'),
      windows,
      shape('M176 38Q184 40.4 188 43.4H174Z', '#22385e'),
      box(164, 38, 6, 12, 2, '#d5daea'),
      oval(112, 66, 13, 6.4, '#d5daea', 'soft'),
      oval(123.4, 66, 2.6, 5.6, IRON, 'fine'),
      shape('M84 48H122L72 82H60Q58 82 59 80Z', '#dfe4f2', 'soft'),
      shape('M10 42L2 58Q2 60 5 60H10L34 46Z', '#c9d0e4', 'fine'),
    );
  },
  space_shuttle: () =>
    drawing(
      180,
      80,
      shape('M24 36L12 4Q12 2 16 2H30L58 34Z', '#eceaf4', 'soft'),
      box(2, 34, 12, 11, 3, DARK_STEEL, 'soft'),
      box(2, 48, 12, 11, 3, DARK_STEEL, 'soft'),
      shape('M10 32Q20 28 40 28H140Q164 30 176 50Q170 62 150 62H14Q8 60 8 46Z', '#fbfaff', 'soft'),
      shape('M16 54H175Q168 62 150 62H14Q10 60 9 54Z', '#35344c', 'flat'),
      shape('M20 52H118L88 74H20Q14 74 16 68Z', '#e4e4f0', 'soft'),
      shape('M17 66H99L88 74H20Q15 74 16 69Z', '#35344c', 'flat'),
      shape('M146 33.4Q156 35 162 40.6H146Z', '#22385e'),
      wire('M60 30V52M128 30V52', 0.8, '#c0bfd2', 'flat'),
      box(84, 36, 20, 5, 1, RED, 'flat'),
      box(84, 42, 20, 2, 1, '#3f7be8', 'flat'),
    ),
  mars_rover: () =>
    drawing(
      150,
      104,
      rod(106, 16, 106, 58, 4, STEEL),
      box(92, 4, 30, 15, 4, CERAMIC, 'soft'),
      disc(112, 11.6, 5, '#22283e'),
      disc(113, 11, 2, '#6fc8ff', 'flat'),
      disc(99, 11.6, 3, '#22283e'),
      wire('M34 52L22 34L40 24', 3.4, STEEL),
      oval(20, 30, 14, 9, CERAMIC, 'ball'),
      box(22, 50, 100, 20, 5, '#f3e3cf', 'soft'),
      box(30, 44, 56, 7, 2, '#3b4a86'),
      wire('M40 44V51M50 44V51M60 44V51M70 44V51', 0.8, '#8fa2e0', 'flat'),
      box(30, 56, 16, 8, 2, BRASS),
      disc(66, 60, 4, DARK_STEEL),
      wire('M122 62H136L142 74', 4, STEEL),
      wire('M24 86L50 70H92L118 86M66 72V86', 4.6, DARK_STEEL),
      wheel(24, 88, 14, '#4a4858', '#b9b4c4'),
      wheel(70, 88, 14, '#4a4858', '#b9b4c4'),
      wheel(118, 88, 14, '#4a4858', '#b9b4c4'),
    ),
  hot_air_balloon: () => {
    const glow = '<path d="M40 3C-8 3 -8 48 31 76H49C88 48 88 3 40 3Z" fill="url(#ball)"/>';
    return drawing(
      80,
      110,
      balloonGore(36, RED, 'soft'),
      balloonGore(27, '#ffd15a', 'flat'),
      balloonGore(17, '#3f9be8', 'flat'),
      balloonGore(7, '#fff4e2', 'flat'),
      sheer(0.8, glow),
      wire('M32 77L34 94M48 77L46 94', 1, '#7d4a35', 'flat'),
      box(31, 92, 18, 15, 4, WOOD, 'soft'),
      sheer(0.5, wire('M32 97H48M32 101H48', 0.9, '#6a3a2a', 'flat')),
      box(29.6, 91, 20.8, 4, 2, PALE_WOOD),
    );
  },
  train_engine: () =>
    drawing(
      190,
      104,
      shape('M146 34L143 12H165L162 34Z', IRON, 'fine'),
      box(139, 6, 30, 8, 3, '#4a4a64'),
      box(52, 32, 118, 42, 16, '#2f7d62', 'soft'),
      repeat(3, (i) => box(78 + i * 26, 32, 4.4, 42, 1, BRASS)),
      shape('M92 34Q92 18 103 18Q114 18 114 34Z', BRASS, 'ball'),
      shape('M120 34Q120 24 127 24Q134 24 134 34Z', BRASS, 'ball'),
      box(168, 36, 8, 34, 4, '#4a4a64'),
      disc(176, 50, 6, '#ffe9a8', 'ball'),
      box(10, 18, 48, 58, 4, '#d23848', 'soft'),
      pane(18, 28, 14, 18, 2),
      pane(37, 28, 14, 18, 2),
      box(4, 12, 60, 9, 4, IRON, 'soft'),
      box(6, 72, 172, 9, 2, '#b82a42'),
      shape('M172 76H180L188 98H162Z', '#d23848'),
      wheel(36, 86, 16, IRON, '#d23848'),
      wheel(76, 86, 16, IRON, '#d23848'),
      wheel(116, 86, 16, IRON, '#d23848'),
      wheel(150, 91, 11, IRON, '#d23848'),
      box(34, 84, 86, 5, 2.5, STEEL),
      disc(36, 86.5, 3, BRASS),
      disc(76, 86.5, 3, BRASS),
      disc(116, 86.5, 3, BRASS),
    ),
  train_carriage: () =>
    drawing(
      210,
      84,
      box(4, 10, 202, 56, 6, '#d23848', 'soft'),
      box(4, 24, 202, 26, 0, '#fff2dc', 'flat'),
      repeat(7, (i) => pane(26 + i * 23, 26, 17, 21, 2.5)),
      box(8, 22, 14, 42, 2.5, '#b82a42'),
      box(188, 22, 14, 42, 2.5, '#b82a42'),
      pane(10.6, 26, 9, 16, 1.5, GLASS),
      pane(190.6, 26, 9, 16, 1.5, GLASS),
      box(2, 4, 206, 11, 5, '#4a4a64', 'soft'),
      box(4, 62, 202, 7, 2, '#7a2338'),
      box(0, 66, 8, 5, 2, IRON),
      box(202, 66, 8, 5, 2, IRON),
      wheel(32, 72, 11),
      wheel(60, 72, 11),
      wheel(150, 72, 11),
      wheel(178, 72, 11),
    ),
  // Looks to the left. One sees through its wheels; the spokes are drawn as they turn.
  bicycle: () =>
    drawing(
      133,
      101,
      bicycleWheel(26.6),
      bicycleWheel(106.4),
      rod(64, 74, 106.4, 74.5, 3.4, RED),
      rod(79, 30, 106.4, 74.5, 3.4, RED),
      rod(41, 36, 64, 74, 5.4, RED),
      rod(40, 31, 78, 31, 5, RED),
      rod(76, 22, 64, 74, 5.4, RED),
      rod(40, 22, 26.6, 74.5, 4.6, RED),
      wire('M42 28L45 18Q30 22 33 11Q36 2 50 4H54', 4, STEEL),
      box(48, 1.6, 15, 5.4, 2.7, IRON),
      shape('M68 15Q82 8 97 13Q98 20 89 21Q76 24 68 15Z', '#5a3a34', 'soft'),
      wire('M64 66L104 71M64 82L104 78', 1.3, '#6a6880', 'flat'),
      disc(64, 74, 9, BRASS),
      disc(64, 74, 4, DARK_STEEL),
      rod(64, 74, 72, 86, 2.8, STEEL),
      box(67, 86, 13, 4, 2, IRON),
    ),
} as const;

function bicycleWheel(x: number): string {
  const ring = (radius: number, width: number, colour: string): string =>
    `<circle cx="${x}" cy="74.5" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
  return (
    ring(23.6, 5, '#3a3552') +
    ring(22.6, 1.4, '#5d5878') +
    ring(20.2, 2, '#cfcbe0') +
    disc(x, 74.5, 3.2, STEEL)
  );
}

function shipFunnel(x: number): string {
  return (
    shape(`M${x} 26L${x + 3} 6H${x + 17}L${x + 16} 26Z`, RED, 'fine') +
    shape(`M${x + 2.4} 10L${x + 3} 6H${x + 17}L${x + 16.8} 10Z`, IRON, 'flat')
  );
}

function balloonGore(half: number, colour: string, finish: 'soft' | 'flat'): string {
  return shape(
    `M40 3C${40 - half * 1.34} 3 ${40 - half * 1.34} 48 ${40 - half * 0.24} 76H${40 + half * 0.24}C${40 + half * 1.34} 48 ${40 + half * 1.34} 3 40 3Z`,
    colour,
    finish,
  );
}
