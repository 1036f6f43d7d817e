import {
  box,
  BRICK,
  CREAM,
  DARK_WOOD,
  disc,
  drawing,
  GLASS,
  IRON,
  pane,
  PALE_WOOD,
  RED,
  repeat,
  rod,
  shape,
  sheer,
  STONE,
  turned,
  wire,
  WOOD,
} from '../toy-svg.ts';

const IRON_LATTICE = '#b08a6a';

export const BUILDINGS = {
  eiffel_tower: () => {
    const bars = repeat(7, (i) => {
      const y = 42 + i * 6;
      const half = 3.4 + i * 1.35;
      return wire(
        `M${30 - half} ${y}L${30 + half} ${y + 5}M${30 + half} ${y}L${30 - half} ${y + 5}`,
        0.7,
        '#8a6650',
        'flat',
      );
    });
    const legs = shape(
      'M28.6 14L31.4 14L34 44Q37 66 50 97H40Q37 82 30 82Q23 82 20 97H10Q23 66 26 44Z',
      IRON_LATTICE,
      'fine',
    );
    const decks =
      box(21.5, 59, 17, 4, 1.2, '#c9a27e') +
      box(25, 40.5, 10, 3.2, 1, '#c9a27e') +
      box(14, 78.5, 32, 4, 1.4, '#c9a27e') +
      box(27.6, 12.4, 4.8, 2.6, 0.8, '#c9a27e');
    const feet = box(8, 95, 14, 5, 1, STONE) + box(38, 95, 14, 5, 1, STONE);
    return drawing(60, 101, rod(30, 2, 30, 13, 1.2, IRON_LATTICE), legs, bars, decks, feet);
  },
  barn: () => {
    const planks = repeat(8, (i) => sheer(0.25, box(21 + i * 12, 46, 0.8, 50, 0, '#5a1430', 'flat')));
    const roof = shape('M8 48L24 22L64 6L104 22L120 48L111 50L98 29L64 15L30 29L17 50Z', '#8c8598', 'soft');
    const door =
      box(44, 58, 40, 40, 1.5, '#c23545') +
      repeat(2, (i) => wire(`M${46 + i * 19} 60h17v36h-17zl17 36m0 -36l-17 36`, 2, '#fff4ea'));
    return drawing(
      128,
      100,
      shape('M18 98V48L31 28L64 14L97 28L110 48V98Z', RED, 'soft'),
      planks,
      roof,
      box(55, 28, 18, 18, 1.5, '#fff4ea'),
      box(57.5, 30.5, 13, 13, 1, '#5b2a4a', 'flat'),
      door,
    );
  },
  lighthouse: () => {
    const shadeSide = sheer(0.25, shape('M33 30H39L47.6 96H36Z', '#3a0f5c', 'flat'));
    return drawing(
      60,
      104,
      shape('M21 30H39L47.6 96H12.4Z', '#fbf6f4', 'soft'),
      lighthouseStripe(36),
      lighthouseStripe(58),
      lighthouseStripe(80),
      shadeSide,
      box(17, 26, 26, 5, 2, IRON),
      box(22, 13, 16, 13, 1.5, '#ffe58a', 'tube'),
      wire('M26 13V26M34 13V26', 0.8, IRON, 'flat'),
      shape('M19 14Q22 5 30 3.5Q38 5 41 14Z', RED),
      disc(30, 3.4, 1.7, IRON),
      box(26, 84, 8, 12, 3.5, DARK_WOOD),
      box(27.5, 48, 5, 6, 2.4, '#4a6fb0'),
      box(27.5, 70, 5, 6, 2.4, '#4a6fb0'),
      shape('M4 102Q8 93 20 95Q30 92 40 95Q52 93 56 102Z', '#9a93a8', 'soft'),
    );
  },
  windmill: () => {
    const sail =
      box(-1, 0, 2, 40, 0.8, DARK_WOOD) +
      box(1, 9, 10, 30, 0.8, CREAM) +
      wire('M1 16h10M1 23h10M1 30h10M6 9v30', 0.8, '#b9764a', 'flat');
    const sails = repeat(4, (i) => `<g transform="translate(48 38) rotate(${i * 90 + 25})">${sail}</g>`);
    return drawing(
      96,
      104,
      shape('M34 40H62L72 101H24Z', '#f4e9df', 'soft'),
      shape('M31 41Q33 20 48 18Q63 20 65 41Z', BRICK, 'soft'),
      box(41, 82, 14, 19, 6.5, DARK_WOOD),
      pane(43, 56, 10, 11, 3),
      box(27, 74, 42, 3, 1.2, WOOD),
      sails,
      disc(48, 38, 4, DARK_WOOD),
    );
  },
  skyscraper: () => {
    const rows = repeat(14, (row) =>
      repeat(4, (column) =>
        box(
          15 + column * 8.2,
          27 + row * 5,
          6,
          3.2,
          0.5,
          (row * 3 + column * 5) % 7 === 0 ? '#ffe9a8' : '#bfeaff',
          'flat',
        ),
      ),
    );
    return drawing(
      60,
      104,
      rod(30, 2, 30, 16, 1, '#9aa2bc'),
      box(20, 10, 20, 14, 2, '#4d7ac0', 'soft'),
      box(11, 20, 38, 82, 2.5, '#3f6db8', 'soft'),
      rows,
      box(7, 95, 46, 8, 1.5, '#8b94b0'),
      box(25, 92, 10, 11, 1, '#22385e'),
    );
  },
  pagoda: () => {
    return drawing(
      100,
      110,
      rod(50, 3, 50, 16, 1.8, '#f0b63c'),
      disc(50, 8, 2.4, '#f0b63c'),
      pagodaStorey(80, 36, 20),
      pagodaStorey(62, 31, 16),
      pagodaStorey(45, 26, 14),
      pagodaStorey(30, 21, 13),
      pagodaStorey(17, 16, 11),
      box(10, 102, 80, 6, 1.5, STONE),
      box(43, 90, 14, 13, 2, '#6a2a3a'),
    );
  },
  pyramid: () => {
    const courses = repeat(11, (i) =>
      sheer(
        0.3,
        wire(`M${80 - (i + 1) * 6.3} ${12 + i * 7.8}H${80 + (i + 1) * 6.3}`, 0.8, '#8c5a3a', 'flat'),
      ),
    );
    const joints = repeat(40, (i) => {
      const row = 1 + (i % 10);
      const x = 80 - row * 6 + ((i * 37) % Math.max(1, row * 12));
      return sheer(0.25, box(x, 12 + (row - 1) * 7.8, 0.8, 7.8, 0, '#8c5a3a', 'flat'));
    });
    return drawing(
      160,
      102,
      shape('M80 3L156 100H4Z', '#f2c878', 'soft'),
      courses,
      joints,
      sheer(0.3, shape('M80 3L156 100H104Z', '#7a3a4a', 'flat')),
    );
  },
  stone_arch: () => {
    const stones = repeat(11, (i) =>
      turned(-90 + i * 18, 50, 56, box(43.5, 8, 13, 18, 2.5, i % 2 === 0 ? '#cfc3c4' : '#b9adb6')),
    );
    return drawing(100, 102, archPier(1), archPier(79), stones);
  },
  cabin: () => {
    const logs = repeat(6, (i) => box(16, 46 + i * 8.8, 88, 9.2, 4.4, i % 2 === 0 ? '#b9764a' : '#a9683f'));
    const ends = repeat(
      6,
      (i) => disc(16, 50.6 + i * 8.8, 4.2, PALE_WOOD) + disc(104, 50.6 + i * 8.8, 4.2, PALE_WOOD),
    );
    const gable = shape('M22 48L60 16L98 48Z', '#a9683f', 'fine');
    const roof =
      turned(-40, 34, 30, box(2, 26, 66, 8, 3, '#6f5a6a', 'soft')) +
      turned(40, 86, 30, box(52, 26, 66, 8, 3, '#6f5a6a', 'soft'));
    return drawing(
      120,
      102,
      box(82, 10, 12, 28, 1.5, '#b9a9a9'),
      box(80, 8, 16, 5, 1.5, '#8f8390'),
      gable,
      logs,
      ends,
      roof,
      box(52, 66, 18, 33, 2, DARK_WOOD),
      disc(66, 83, 1.3, '#f0b63c'),
      pane(25, 62, 17, 16, 2, '#ffdf8a'),
      pane(79, 62, 17, 16, 2, '#ffdf8a'),
      wire('M33.5 62v16M25 70h17M87.5 62v16M79 70h17', 1.3, '#fff4ea', 'flat'),
      box(6, 97, 108, 4, 1.5, '#8f8390'),
    );
  },
  temple: () => {
    const columns = repeat(
      6,
      (i) =>
        box(18 + i * 20, 36, 10, 52, 2, '#f6efe6', 'tube') +
        repeat(3, (k) => sheer(0.3, box(20.4 + i * 20 + k * 2.4, 38, 0.7, 48, 0, '#8a6f8a', 'flat'))) +
        box(15.5 + i * 20, 33, 15, 5, 1.5, '#f6efe6') +
        box(15.5 + i * 20, 86, 15, 4, 1.2, '#f6efe6'),
    );
    return drawing(
      146,
      102,
      box(20, 36, 106, 52, 0, '#8d7a92', 'flat'),
      columns,
      box(8, 26, 130, 8, 1.5, '#efe4d6'),
      shape('M4 27L73 3L142 27Z', '#f6ede0', 'soft'),
      shape('M24 24L73 8L122 24Z', '#d9c9c2', 'fine'),
      box(8, 89, 130, 5, 1, '#efe4d6'),
      box(2, 94, 142, 7, 1, '#e2d4c8'),
    );
  },
} as const;

/** Small panes in rows, for fronts of glass. */
export function windowGrid(x: number, y: number, columns: number, rows: number, cell: number): string {
  return repeat(columns * rows, (i) =>
    box(
      x + (i % columns) * cell,
      y + Math.floor(i / columns) * cell * 1.25,
      cell - 1.6,
      cell * 1.25 - 1.6,
      0.8,
      i % 3 === 0 ? GLASS : '#a6d4f7',
    ),
  );
}

function lighthouseStripe(y: number): string {
  const half = 9 + (y - 30) * 0.13;
  const lower = half + 1.6;
  return shape(`M${30 - half} ${y}H${30 + half}L${30 + lower} ${y + 12}H${30 - lower}Z`, RED, 'flat');
}

function pagodaStorey(y: number, half: number, tall: number): string {
  return (
    box(50 - half * 0.62, y + 5, half * 1.24, tall, 1, '#d8473f') +
    repeat(3, (i) =>
      box(50 - half * 0.42 + i * half * 0.34, y + 8, half * 0.17, tall - 4, 0.6, '#ffe2a0', 'flat'),
    ) +
    shape(
      `M${50 - half * 1.25} ${y + 5}Q${50 - half * 0.7} ${y + 3} ${50 - half * 0.45} ${y - 4}H${50 + half * 0.45}Q${50 + half * 0.7} ${y + 3} ${50 + half * 1.25} ${y + 5}Q${50 + half * 0.8} ${y + 9} 50 ${y + 8}Q${50 - half * 0.8} ${y + 9} ${50 - half * 1.25} ${y + 5}Z`,
      '#3d5a6e',
      'fine',
    )
  );
}

function archPier(x: number): string {
  return repeat(4, (i) => box(x, 55 + i * 11.2, 20, 10.6, 2, i % 2 === 0 ? '#bcb0b8' : '#cbbfc0'));
}
