import {
  BLACK,
  BLUE,
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
} from '../toy-svg.ts';

const FUR = '#c9844a';
const PALE_FUR = '#f3d0a0';

export const HANDHELD = {
  open_book: () => {
    const lines = repeat(6, (i) =>
      wire(
        `M20 ${26 + i * 7.6}Q44 ${22 + i * 7.6} 62 ${28 + i * 7.6}M84 ${28 + i * 7.6}Q102 ${22 + i * 7.6} 126 ${26 + i * 7.6}`,
        1.3,
        '#b3a6b8',
        'flat',
      ),
    );
    return drawing(
      146,
      92,
      shape('M4 18Q40 8 73 22Q106 8 142 18V84Q106 78 73 90Q40 78 4 84Z', '#d84f57', 'soft'),
      shape('M9 14Q44 4 73 18V82Q44 70 9 77Z', '#fffaf0', 'soft'),
      shape('M137 14Q102 4 73 18V82Q102 70 137 77Z', '#fff6e6', 'soft'),
      lines,
      sheer(0.25, shape('M73 18Q66 15 60 13V76Q67 78 73 82Q79 78 86 76V13Q80 15 73 18Z', '#6a3a5a', 'flat')),
      shape('M96 8L104 7.4V34L100 29L96 34Z', BLUE),
    );
  },
  hammer_tool: () =>
    drawing(
      90,
      130,
      box(38, 26, 13, 101, 5, '#d99a52', 'tube'),
      box(37, 84, 15, 44, 6, RED, 'soft'),
      shape('M30 8H64Q82 8 86 26Q74 20 62 28H30Z', '#9aa2ba', 'soft'),
      box(8, 5, 24, 26, 5, '#7c849e', 'soft'),
      box(4, 3, 8, 30, 3.5, STEEL, 'soft'),
    ),
  shovel: () =>
    drawing(
      54,
      150,
      rod(27, 22, 27, 96, 6, PALE_WOOD),
      wire('M15 6H39L34 22Q27 27 20 22Z', 5, RED),
      box(22, 86, 10, 16, 3, '#7c849e', 'tube'),
      shape('M7 98Q27 92 47 98V122Q44 138 27 148Q10 138 7 122Z', '#aab2c8', 'soft'),
      sheer(0.4, wire('M27 100V132', 2.4, '#6c7390', 'flat')),
    ),
  paintbrush_tool: () =>
    drawing(
      40,
      150,
      shape('M16 60H24L26 136Q26 146 20 147Q14 146 14 136Z', '#e0574f', 'soft'),
      box(9, 42, 22, 22, 3, '#c9d0e0', 'tube'),
      wire('M9.6 48H30.4M9.6 57H30.4', 1.2, '#8a90a8', 'flat'),
      shape('M9 44Q4 22 20 3Q36 22 31 44Z', '#8a5a3a', 'soft'),
      shape('M7.6 28Q8 16 20 3Q32 16 32.4 28Q26 23 20 29Q13 23 7.6 28Z', '#3f9be8', 'fine'),
    ),
  sword: () =>
    drawing(
      60,
      160,
      shape('M30 2L38 14V112H22V14Z', '#e3e8f4', 'soft'),
      shape('M30 2L38 14V112H30Z', '#aab4cc', 'flat'),
      sheer(0.8, box(28.6, 18, 2.8, 88, 1.4, '#ffffff', 'flat')),
      box(8, 110, 44, 9, 4.5, BRASS, 'soft'),
      box(25, 117, 10, 30, 3, '#7a3a4a', 'tube'),
      repeat(4, (i) => wire(`M25 ${126 + i * 6}L35 ${122 + i * 6}`, 1.2, '#d9a05a', 'flat')),
      disc(30, 151, 7.4, BRASS, 'ball'),
      disc(30, 151, 3, RED, 'ball'),
      disc(8, 114.5, 5, BRASS, 'ball'),
      disc(52, 114.5, 5, BRASS, 'ball'),
    ),
  umbrella_open: () =>
    drawing(
      140,
      130,
      rod(70, 20, 70, 112, 3.4, STEEL),
      wire('M70 108V116Q70 126 61 126Q53 126 53 117', 5.6, DARK_WOOD),
      shape(
        'M4 66Q8 12 70 8Q132 12 136 66Q126 58 114 66Q104 57 92 66Q81 57 70 66Q59 57 48 66Q36 57 26 66Q14 58 4 66Z',
        RED,
        'soft',
      ),
      sheer(0.6, shape('M70 8Q44 26 48 66Q36 57 26 66Q30 24 70 8Z', '#f7787e', 'flat')),
      sheer(0.55, shape('M70 8Q96 26 92 66Q104 57 114 66Q110 24 70 8Z', '#b82a42', 'flat')),
      box(68, 2, 4, 9, 2, STEEL),
    ),
  toothbrush: () =>
    drawing(
      180,
      36,
      box(3, 20, 174, 10, 5, '#3f9be8', 'soft'),
      box(64, 22, 50, 6, 3, '#bfe4ff', 'fine'),
      repeat(6, (i) => box(124 + i * 8, 5 + (i % 2), 7, 17, 2, i % 3 === 1 ? '#6fd0f0' : '#fffdfa', 'fine')),
    ),
  comb: () =>
    drawing(
      150,
      56,
      repeat(20, (i) => box(8 + i * 6.9, 18, 3.8, 34, 1.6, '#d98a4a', 'tube')),
      box(2, 3, 146, 20, 8, '#e39a58', 'soft'),
      box(2, 16, 8, 37, 3.5, '#e39a58', 'fine'),
      box(140, 16, 8, 37, 3.5, '#e39a58', 'fine'),
    ),
  campfire_logs: () => {
    return drawing(
      150,
      76,
      sheer(0.9, oval(75, 60, 56, 12, '#3a2c36', 'flat')),
      cutLog(26, 52, 108, 22),
      cutLog(124, 52, 42, 22),
      cutLog(75, 58, 75, 18),
      repeat(7, (i) =>
        oval(
          10 + i * 21.6,
          62 + Math.sin((i / 6) * Math.PI) * 4,
          12,
          9 + (i % 2) * 1.6,
          i % 2 === 0 ? '#a39cae' : '#8c8599',
          'ball',
        ),
      ),
    );
  },
  handbag: () =>
    drawing(
      120,
      110,
      wire('M34 46Q34 6 60 6Q86 6 86 46', 7, '#a83a5c'),
      shape('M12 42H108L116 98Q116 106 108 106H12Q4 106 4 98Z', '#d8527a', 'soft'),
      shape('M11 42H109L111 62Q88 80 60 80Q32 80 9 62Z', '#e8708f', 'soft'),
      box(52, 70, 16, 15, 4, BRASS, 'soft'),
      disc(60, 77, 2.6, '#a8742a', 'flat'),
      disc(34, 46, 4, BRASS),
      disc(86, 46, 4, BRASS),
    ),
  suitcase: () =>
    drawing(
      110,
      130,
      wire('M38 30V6H72V30', 5, STEEL),
      box(16, 120, 12, 9, 4, IRON),
      box(82, 120, 12, 9, 4, IRON),
      box(4, 26, 102, 97, 12, '#2fa09a', 'soft'),
      repeat(5, (i) => box(19 + i * 16, 34, 6, 81, 3, '#3fb8ae', 'fine')),
      box(34, 24, 42, 7, 3, DARK_STEEL),
      box(46, 66, 18, 12, 3, CERAMIC),
    ),
  tie: () =>
    drawing(
      50,
      150,
      shape('M15 20H35L46 120L25 146L4 120Z', '#3f62c8', 'soft'),
      repeat(5, (i) =>
        sheer(
          0.9,
          shape(
            `M${13 - i * 2} ${44 + i * 19}L${37 + i * 2} ${30 + i * 19}L${37.6 + i * 2} ${37 + i * 19}L${12.4 - i * 2} ${51 + i * 19}Z`,
            '#ffd15a',
            'flat',
          ),
        ),
      ),
      shape('M9 3H41L36 22H14Z', '#4f74de', 'soft'),
    ),
  teddy_bear_sitting: () =>
    drawing(
      110,
      122,
      disc(28, 18, 13, FUR, 'ball'),
      disc(82, 18, 13, FUR, 'ball'),
      disc(28, 18, 7, PALE_FUR),
      disc(82, 18, 7, PALE_FUR),
      oval(55, 82, 33, 34, FUR, 'ball'),
      oval(55, 86, 21, 23, PALE_FUR, 'ball'),
      turned(28, 22, 72, oval(22, 76, 11, 23, FUR, 'ball')),
      turned(-28, 88, 72, oval(88, 76, 11, 23, FUR, 'ball')),
      oval(55, 36, 35, 30, FUR, 'ball'),
      oval(55, 46, 16, 12, PALE_FUR, 'ball'),
      disc(41, 32, 3.8, BLACK),
      disc(69, 32, 3.8, BLACK),
      disc(39.8, 30.6, 1.2, '#fff', 'flat'),
      disc(67.8, 30.6, 1.2, '#fff', 'flat'),
      oval(55, 41, 5, 3.6, BLACK, 'fine'),
      wire('M55 44V48M49 50Q52 53 55 49Q58 53 61 50', 1.6, BLACK, 'flat'),
      disc(26, 106, 15, FUR, 'ball'),
      disc(84, 106, 15, FUR, 'ball'),
      oval(26, 107, 9, 9.6, PALE_FUR, 'fine'),
      oval(84, 107, 9, 9.6, PALE_FUR, 'fine'),
      shape('M40 62L54 67L40 73ZM70 62L56 67L70 73Z', RED, 'fine'),
      disc(55, 67, 3.6, RED, 'ball'),
    ),
} as const;

function cutLog(x1: number, y1: number, x2: number, y2: number): string {
  return rod(x1, y1, x2, y2, 16, '#8a5640') + disc(x1, y1, 7, PALE_WOOD) + disc(x1, y1, 4, '#c98a5a', 'flat');
}
