import {
  box,
  BRASS,
  BRICK,
  CREAM,
  DARK_WOOD,
  disc,
  drawing,
  ORANGE,
  oval,
  pane,
  RED,
  repeat,
  rod,
  shape,
  sheer,
  turned,
  wire,
  WOOD,
} from '../toy-svg.ts';

const MARBLE = '#ece8f0';
const MARBLE_SHADE = '#cfc8da';

/** One tower of the suspension bridge: two legs and two struts, its left edge at `x`. */
function bridgeTower(x: number): string {
  return (
    box(x, 3, 4.5, 76, 1.2, '#d4543c') +
    box(x + 7.5, 3, 4.5, 76, 1.2, '#b8432f') +
    box(x, 20, 12, 4, 1, '#d4543c') +
    box(x, 38, 12, 4, 1, '#d4543c')
  );
}

interface HouseLook {
  readonly x: number;
  readonly width: number;
  /** Heights of the eaves and the ridge, from the top of the drawing. */
  readonly eaves: number;
  readonly ridge: number;
  readonly wall: string;
  readonly roof: string;
}

const GROUND = 108;

/** A house from the front, its ridge along the street. */
function houseFront({ x, width, eaves, ridge, wall, roof }: HouseLook): string {
  const windows = Math.max(2, Math.round(width / 34));
  const step = (width - 20) / windows;
  return [
    box(x + width * 0.72, ridge - 10, 11, 24, 2, BRICK),
    box(x, eaves - 4, width, GROUND - eaves + 4, 2, wall, 'soft'),
    shape(`M${x - 8} ${eaves}L${x + 7} ${ridge}H${x + width - 7}L${x + width + 8} ${eaves}Z`, roof, 'soft'),
    sheer(
      0.3,
      wire(
        `M${x - 1} ${eaves - 9}H${x + width + 1}M${x + 4} ${eaves - 18}H${x + width - 4}`,
        1.2,
        '#5a1f2c',
        'flat',
      ),
    ),
    repeat(windows, (i) =>
      i === windows >> 1
        ? box(x + 12 + i * step, GROUND - 30, 16, 30, 2, DARK_WOOD, 'soft') +
          disc(x + 25 + i * step, GROUND - 14, 1.5, BRASS)
        : box(x + 9 + i * step, eaves + 10, 22, 22, 2, '#fff8ee') +
          pane(x + 11 + i * step, eaves + 12, 18, 18, 1.5),
    ),
    box(x - 2, GROUND - 4, width + 4, 4, 1, '#a89aa4'),
  ].join('');
}

function brickRow(y: number, row: number): string {
  return repeat(row % 2 === 0 ? 6 : 7, (i) =>
    box(
      (row % 2 === 0 ? 9 : 4) + i * 19.4,
      y,
      row % 2 === 1 && (i === 0 || i === 6) ? 9 : 18,
      8.4,
      1.4,
      i % 3 === row % 3 ? '#c25a44' : BRICK,
    ),
  );
}

/** Things that stand for a place of their own. */
export const LANDMARKS = {
  suspension_bridge: () => {
    const hangers = repeat(13, (i) => {
      const across = 66 + i * 9;
      const sag = 44 - 36 * ((across - 120) / 60) ** 2;
      return rod(across, Math.max(10, 50 - Math.max(0, 44 - sag)), across, 54, 0.8, '#b2543f');
    });
    return drawing(
      240,
      80,
      wire('M2 53 Q34 44 60 6 Q120 92 180 6 Q206 44 238 53', 1.8, '#c24f39'),
      hangers,
      bridgeTower(54),
      bridgeTower(174),
      box(0, 53, 240, 5.5, 1.5, '#c9503b'),
      box(0, 58, 240, 2.5, 1, '#8f3a2d'),
      box(48, 70, 24, 10, 2, '#9c93a3'),
      box(168, 70, 24, 10, 2, '#9c93a3'),
    );
  },
  classical_statue: () =>
    drawing(
      74,
      138,
      wire('M42 44Q60 40 58 20', 6.6, MARBLE),
      disc(58, 17, 4.4, MARBLE),
      wire('M28 45Q15 54 26 66', 6.2, MARBLE_SHADE),
      shape('M24 98Q21 72 27 60Q22 46 28 39Q36 35 44 39Q50 48 46 60Q54 78 51 98Z', MARBLE, 'soft'),
      shape('M26 60Q38 68 47 58L50 70Q36 76 25 72Z', MARBLE_SHADE, 'fine'),
      wire(
        'M31 74Q28 86 29 97M38 75Q37 86 38 97M45 73Q47 86 46 97M43 40Q34 50 27 62',
        1.5,
        '#b3a9c4',
        'flat',
      ),
      box(32, 28, 8, 13, 3.5, MARBLE, 'tube'),
      oval(36, 22, 9, 10.4, MARBLE, 'soft'),
      shape('M26 22Q24 8 36 8Q48 8 46 22Q44 14 36 15Q28 14 26 22Z', MARBLE_SHADE, 'soft'),
      box(15, 96, 44, 8, 2.5, '#dcd6e4', 'soft'),
      box(20, 103, 34, 22, 1.5, '#cbc3d2', 'soft'),
      box(25, 108, 24, 12, 1.5, '#b8aec2', 'fine'),
      box(10, 124, 54, 11, 2.5, '#dcd6e4', 'soft'),
    ),
  cottage: () =>
    drawing(
      130,
      112,
      houseFront({ x: 12, width: 106, eaves: 54, ridge: 18, wall: CREAM, roof: '#d6543f' }),
      shape('M44 40L65 14L86 40V50H44Z', CREAM, 'soft'),
      shape('M38 44L65 10L92 44L86 46L65 21L44 46Z', '#b8402f', 'soft'),
      pane(57, 30, 16, 16, 8),
    ),
  village_houses: () =>
    drawing(
      250,
      112,
      box(112, 34, 26, 74, 2, '#ece4ec', 'soft'),
      shape('M108 36L125 2L142 36Z', '#5a6a9a', 'soft'),
      disc(125, 46, 6, '#fffaf4'),
      wire('M125 46V42M125 46L128 48', 1.2, '#4a4060', 'flat'),
      houseFront({ x: 44, width: 62, eaves: 62, ridge: 36, wall: '#f3d9b4', roof: '#a8563f' }),
      houseFront({ x: 150, width: 66, eaves: 60, ridge: 32, wall: '#e6dfe8', roof: '#6f7f9c' }),
      houseFront({ x: 8, width: 56, eaves: 72, ridge: 48, wall: CREAM, roof: '#d6543f' }),
      houseFront({ x: 98, width: 60, eaves: 76, ridge: 54, wall: '#fff1dc', roof: '#c9713f' }),
      houseFront({ x: 184, width: 58, eaves: 72, ridge: 48, wall: '#f6e3c4', roof: '#b8402f' }),
    ),
  rocket_upright: () =>
    drawing(
      84,
      142,
      shape('M26 92L4 118V134L28 124Z', RED, 'soft'),
      shape('M58 92L80 118V134L56 124Z', RED, 'soft'),
      shape('M30 128H54L58 140H26Z', '#565a72', 'fine'),
      shape('M42 3Q64 26 63 72Q62 108 56 130H28Q22 108 21 72Q20 26 42 3Z', '#f6f4fc', 'soft'),
      shape('M42 3Q56 17 60.6 38H23.4Q28 17 42 3Z', RED, 'soft'),
      box(21.6, 92, 41, 7, 0, '#3f7be8', 'flat'),
      disc(42, 58, 11, '#8f98b4', 'soft'),
      disc(42, 58, 7.6, '#48b4f5', 'ball'),
      shape('M38 96H46V132L42 138L38 132Z', '#c92f48', 'soft'),
    ),
  fireplace: () =>
    drawing(
      140,
      116,
      box(8, 18, 124, 94, 3, '#8f4a3c', 'flat'),
      repeat(10, (row) => `<g transform="translate(4 0)">${brickRow(18 + row * 9.4, row)}</g>`),
      shape('M32 112V62Q32 42 70 42Q108 42 108 62V112Z', '#2a1c26', 'soft'),
      turned(-7, 70, 102, box(42, 98, 56, 10, 5, '#7d4a35', 'tube')),
      turned(8, 70, 102, box(42, 99, 56, 10, 5, '#8f5a40', 'tube')),
      shape(
        'M48 98Q42 80 56 70Q56 78 60 80Q58 62 74 50Q72 66 82 74Q86 72 84 66Q98 82 90 98Q70 106 48 98Z',
        ORANGE,
        'flat',
      ),
      shape(
        'M56 98Q54 86 64 80Q66 84 68 84Q68 72 75 66Q76 78 82 84Q88 92 82 99Q70 104 56 98Z',
        '#ffd24a',
        'flat',
      ),
      shape('M63 99Q62 92 70 86Q76 92 77 99Q70 103 63 99Z', '#fff6c8', 'flat'),
      box(0, 108, 140, 7, 2, '#a39cae', 'soft'),
      box(2, 8, 136, 12, 3, WOOD, 'soft'),
    ),
  curtained_window: () =>
    drawing(
      140,
      122,
      box(24, 14, 92, 96, 3, '#fffaf2', 'soft'),
      pane(31, 21, 36, 40, 1.5),
      pane(73, 21, 36, 40, 1.5),
      pane(31, 66, 36, 38, 1.5),
      pane(73, 66, 36, 38, 1.5),
      box(18, 107, 104, 8, 2, '#e8ddd4', 'soft'),
      shape('M14 10H50Q50 56 20 72Q26 92 28 116H8Q12 60 14 10Z', '#d8607a', 'soft'),
      shape('M126 10H90Q90 56 120 72Q114 92 112 116H132Q128 60 126 10Z', '#d8607a', 'soft'),
      wire(
        'M24 14Q26 46 16 70M36 14Q36 44 22 64M116 14Q114 46 124 70M104 14Q104 44 118 64',
        1.6,
        '#a83a5c',
        'flat',
      ),
      box(10, 68, 16, 5, 2.5, BRASS),
      box(114, 68, 16, 5, 2.5, BRASS),
      rod(6, 8, 134, 8, 4, DARK_WOOD),
      disc(6, 8, 4, BRASS),
      disc(134, 8, 4, BRASS),
    ),
  phone_back: () =>
    drawing(
      54,
      108,
      box(3, 2, 48, 104, 10, '#3a3f58', 'soft'),
      box(8, 7, 22, 30, 7, '#2a2d42', 'fine'),
      disc(19, 15.4, 5.4, '#181a2a', 'fine'),
      disc(19, 28.6, 5.4, '#181a2a', 'fine'),
      disc(17.8, 14.2, 1.7, '#7fb4f0', 'flat'),
      disc(17.8, 27.4, 1.7, '#7fb4f0', 'flat'),
      disc(37, 12, 2.4, '#fff1c8', 'flat'),
      sheer(0.16, shape('M8 66L46 24V52L8 98Z', '#ffffff', 'flat')),
    ),
} as const;
