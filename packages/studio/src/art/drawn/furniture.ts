import {
  BLACK,
  box,
  BRASS,
  CERAMIC,
  CREAM,
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
  wire,
  WOOD,
} from '../toy-svg.ts';

const SPINES = [
  '#d84f57',
  '#3f7be8',
  '#f0b63c',
  '#4fae5a',
  '#8a63c9',
  '#f58a3c',
  '#37a6b0',
  '#c25a90',
] as const;

function books(x: number, floor: number, count: number, tallest: number): string {
  return repeat(count, (i) => {
    const height = tallest * (0.72 + ((i * 37) % 29) / 100);
    return (
      box(
        x + i * 6.2,
        floor - height,
        5.6,
        height,
        1,
        SPINES[(i * 3 + Math.round(floor)) % SPINES.length] ?? RED,
      ) + box(x + i * 6.2 + 1, floor - height * 0.8, 3.6, 1.6, 0.4, '#fff2cf', 'flat')
    );
  });
}

const SCREEN = '#7fe0d4';

/** Front views. */
export const FURNITURE = {
  dining_table: () =>
    drawing(
      170,
      84,
      box(16, 18, 11, 64, 3, DARK_WOOD, 'tube'),
      box(143, 18, 11, 64, 3, DARK_WOOD, 'tube'),
      box(34, 20, 7, 48, 2, '#6a3d30', 'tube'),
      box(129, 20, 7, 48, 2, '#6a3d30', 'tube'),
      box(12, 14, 146, 13, 2, '#a9683f', 'soft'),
      box(2, 4, 166, 13, 5, WOOD, 'soft'),
      sheer(0.4, wire('M14 9H70M84 11H150', 0.9, '#8c5436', 'flat')),
    ),
  desk: () =>
    drawing(
      160,
      92,
      box(8, 16, 46, 70, 3, WOOD, 'soft'),
      repeat(
        3,
        (i) => box(12, 21 + i * 21.6, 38, 18.6, 2.5, PALE_WOOD) + box(25, 28.4 + i * 21.6, 12, 3, 1.5, BRASS),
      ),
      box(140, 16, 10, 72, 2.5, DARK_WOOD, 'tube'),
      box(54, 16, 88, 14, 2, '#a9683f', 'soft'),
      box(62, 18.6, 70, 9, 2, PALE_WOOD),
      box(91, 21.6, 12, 3, 1.5, BRASS),
      box(2, 6, 156, 11, 4, '#c98a5a', 'soft'),
      box(8, 84, 8, 6, 2, DARK_WOOD),
      box(46, 84, 8, 6, 2, DARK_WOOD),
    ),
  bookshelf: () =>
    drawing(
      84,
      112,
      box(3, 3, 78, 104, 4, WOOD, 'soft'),
      box(8, 8, 68, 94, 2, '#6a3d30', 'flat'),
      repeat(
        4,
        (i) =>
          books(10 + (i % 2) * 3, 30 + i * 24, i % 2 === 0 ? 10 : 8, 19) +
          box(7, 30 + i * 24, 70, 4, 1, '#c98a5a'),
      ),
      box(66, 43, 8, 11, 3, '#f3f0fa', 'ball'),
      disc(70, 39, 6, GREEN, 'ball'),
      box(6, 105, 10, 5, 2, DARK_WOOD),
      box(68, 105, 10, 5, 2, DARK_WOOD),
    ),
  sofa: () => sofa(170, 3, '#4a78d6', '#3b63bc'),
  armchair: () => sofa(96, 1, '#e0714f', '#c25a40'),
  bed: () =>
    drawing(
      170,
      104,
      box(20, 4, 130, 70, 10, WOOD, 'soft'),
      box(29, 12, 112, 52, 6, '#a9683f', 'fine'),
      box(34, 34, 48, 28, 10, CERAMIC, 'soft'),
      box(88, 34, 48, 28, 10, CERAMIC, 'soft'),
      box(14, 54, 142, 40, 9, '#fbf6fb', 'soft'),
      shape('M10 66Q10 60 18 60H152Q160 60 160 66V92Q160 97 154 97H16Q10 97 10 92Z', '#5a8fe0', 'soft'),
      box(9, 60, 152, 11, 5, '#dce8fb', 'soft'),
      sheer(0.3, wire('M50 74Q48 84 52 94M116 74Q120 84 114 94', 1.6, '#2f5aa8', 'flat')),
      box(16, 95, 10, 8, 3, DARK_WOOD),
      box(144, 95, 10, 8, 3, DARK_WOOD),
    ),
  wardrobe: () =>
    drawing(
      84,
      116,
      box(9, 106, 10, 8, 3, DARK_WOOD),
      box(65, 106, 10, 8, 3, DARK_WOOD),
      box(4, 6, 76, 102, 4, WOOD, 'soft'),
      box(1, 3, 82, 9, 3.5, DARK_WOOD, 'soft'),
      box(9, 16, 32, 66, 2.5, '#c98a5a', 'soft'),
      box(43, 16, 32, 66, 2.5, '#c98a5a', 'soft'),
      box(13, 21, 24, 56, 3, PALE_WOOD),
      box(47, 21, 24, 56, 3, PALE_WOOD),
      box(36, 44, 3, 12, 1.5, BRASS),
      box(45, 44, 3, 12, 1.5, BRASS),
      box(9, 86, 66, 18, 2.5, '#c98a5a', 'soft'),
      disc(27, 95, 2.4, BRASS),
      disc(57, 95, 2.4, BRASS),
    ),
  floor_lamp: () =>
    drawing(
      46,
      124,
      box(21.4, 34, 3.2, 84, 1.6, BRASS, 'tube'),
      oval(23, 118, 15, 4.4, '#c9903a', 'soft'),
      wire('M31 38V52', 0.8, '#8a7a6a', 'flat'),
      disc(31, 53, 1.5, BRASS),
      shape('M13 4H33L43 38Q23 43 3 38Z', '#ffe3a0', 'soft'),
      sheer(0.6, oval(23, 30, 13, 9, '#fffbe6', 'flat')),
      box(12.6, 2.6, 20.8, 3, 1.5, '#f2c878'),
    ),
  bathtub: () =>
    drawing(
      170,
      92,
      wire('M140 40V14Q140 4 132 4Q124 4 124 12', 4.4, STEEL),
      disc(148, 22, 4.4, STEEL, 'ball'),
      shape('M22 84Q14 90 16 74L30 70Z', BRASS, 'ball'),
      shape('M148 84Q156 90 154 74L140 70Z', BRASS, 'ball'),
      repeat(9, (i) => disc(34 + i * 12, 30 - ((i * 5) % 9), 7 + ((i * 3) % 4), '#f2f8ff', 'ball')),
      shape('M8 36H162Q162 68 140 80H32Q8 70 8 36Z', CERAMIC, 'soft'),
      box(2, 30, 166, 10, 5, '#fdfcff', 'soft'),
    ),
  blackboard: () =>
    drawing(
      160,
      100,
      box(2, 2, 156, 88, 4, WOOD, 'soft'),
      box(10, 10, 140, 71, 2, '#2f5d50', 'soft'),
      sheer(
        0.85,
        wire('M24 30Q34 18 44 30T64 30M24 48H62M24 60H54', 1.8, '#f2f7f2', 'flat'),
        wire('M92 64L112 28L132 64Z', 2, '#ffe9a8', 'flat'),
        wire('M86 24h10M91 19v10', 1.8, '#f2f7f2', 'flat'),
      ),
      box(20, 88, 120, 6, 2.5, '#c98a5a'),
      box(34, 85, 14, 3.4, 1.5, CERAMIC),
      box(56, 85, 9, 3.4, 1.5, '#ffd15a'),
      box(108, 82.6, 18, 6, 2, '#5a6a9a'),
    ),
  wall_clock: () =>
    drawing(
      100,
      100,
      disc(50, 50, 48, '#d84f57', 'soft'),
      disc(50, 50, 39, '#fffaf4', 'soft'),
      repeat(
        12,
        (i) =>
          `<g transform="rotate(${i * 30} 50 50)">${box(48.6, 14, 2.8, i % 3 === 0 ? 8 : 4.6, 1.2, '#4a4060', 'flat')}</g>`,
      ),
      wire('M50 50L33 38', 4.4, IRON),
      wire('M50 50L64 25', 3.2, IRON),
      wire('M50 56L50 78', 1.2, RED, 'flat'),
      disc(50, 50, 4, RED),
    ),
  easel: () =>
    drawing(
      76,
      124,
      rod(38, 6, 38, 104, 4, DARK_WOOD),
      rod(34, 8, 10, 120, 4.6, WOOD),
      rod(42, 8, 66, 120, 4.6, WOOD),
      box(8, 20, 60, 56, 1.5, '#fffaf2', 'soft'),
      box(12, 24, 52, 48, 0.5, '#bfe4ff', 'flat'),
      disc(50, 36, 6, '#ffd15a', 'flat'),
      shape('M12 60Q26 40 38 54Q50 44 64 58V72H12Z', '#63b06a', 'flat'),
      shape('M12 66Q34 56 64 68V72H12Z', '#3f8f6a', 'flat'),
      box(4, 76, 68, 5, 2, PALE_WOOD),
    ),
  treadmill: () =>
    drawing(
      150,
      104,
      rod(122, 84, 132, 22, 6, STEEL),
      wire('M130 34Q116 30 98 32', 5, IRON),
      box(118, 8, 26, 20, 5, '#3a3f56', 'soft'),
      box(122, 12, 18, 11, 2, SCREEN),
      shape('M8 86H140Q148 86 147 92L146 97Q145 100 140 100H12Q4 100 4 94Q4 86 8 86Z', '#565a72', 'soft'),
      box(10, 83, 112, 6, 3, BLACK, 'fine'),
      box(120, 78, 26, 16, 6, '#d84f57', 'soft'),
    ),
} as const;

function sofa(width: number, seats: number, colour: string, shade: string): string {
  const inner = width - 36;
  const seat = inner / seats;
  return drawing(
    width,
    88,
    box(10, 76, 9, 10, 3, DARK_WOOD),
    box(width - 19, 76, 9, 10, 3, DARK_WOOD),
    box(12, 4, width - 24, 60, 12, shade, 'soft'),
    repeat(seats, (i) => box(19 + i * seat, 9, seat - 2, 44, 9, colour, 'soft')),
    box(10, 60, width - 20, 20, 5, shade, 'soft'),
    repeat(seats, (i) => box(18 + i * seat, 46, seat, 20, 7, colour, 'soft')),
    box(2, 30, 21, 50, 10, colour, 'soft'),
    box(width - 23, 30, 21, 50, 10, colour, 'soft'),
    seats > 1 ? `<g transform="rotate(-14 42 38)">${box(28, 26, 26, 25, 7, ORANGE, 'soft')}</g>` : '',
    seats > 1 ? `<g transform="rotate(12 128 38)">${box(116, 27, 25, 24, 7, CREAM, 'soft')}</g>` : '',
  );
}
