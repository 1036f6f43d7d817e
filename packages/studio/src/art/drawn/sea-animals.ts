import { BLACK, disc, drawing, repeat, shape, sheer, wire } from '../toy-svg.ts';

/** Swimmers stretched out as they swim, looking to the left. */
export const SEA_ANIMALS = {
  shark_side: () =>
    drawing(
      204,
      92,
      shape('M116 60Q126 72 138 74Q136 64 132 56Z', '#6d7a94', 'fine'),
      shape('M166 40Q178 20 198 6Q188 34 185 46Q190 62 196 80Q176 66 166 50Z', '#7f8da8', 'soft'),
      shape('M82 27Q94 6 114 2Q108 18 120 31Z', '#7f8da8', 'soft'),
      shape('M4 44Q26 20 84 22Q142 26 174 44Q150 60 92 67Q30 70 4 44Z', '#8e9cb8', 'soft'),
      shape('M9 50Q44 55 92 53Q140 51 170 45Q148 60 92 66.4Q36 69 9 50Z', '#f2f3fa', 'fine'),
      shape('M64 57Q72 80 98 88Q96 70 88 60Z', '#7483a0', 'soft'),
      repeat(4, (i) => wire(`M${56 + i * 6} 36Q${53 + i * 6} 44 ${56 + i * 6} 51`, 1.5, '#5c6983', 'flat')),
      shape('M15 50.4L40 53L37 58L33 54L30 59L26.6 53.6L24 57.4L20.6 52Z', '#ffffff', 'flat'),
      wire('M14 50Q28 53.6 42 52.6', 1.8, '#4a556e', 'flat'),
      disc(32, 38, 3.4, BLACK, 'flat'),
      disc(31, 36.8, 1.1, '#fff', 'flat'),
      sheer(0.4, wire('M30 30Q56 25 84 26', 2, '#ffffff', 'flat')),
    ),
  dolphin_side: () =>
    drawing(
      190,
      86,
      shape('M88 26Q96 8 116 3Q110 18 118 29Z', '#3f93d8', 'soft'),
      shape('M154 44Q168 28 186 26Q178 42 176 48Q182 60 186 74Q166 66 154 54Z', '#3f93d8', 'soft'),
      shape(
        'M3 49Q14 43 28 39Q42 20 84 22Q136 25 168 47Q134 63 86 66Q48 67 32 55Q16 57 4 54Q1 51 3 49Z',
        '#4fa8ee',
        'soft',
      ),
      shape('M5 53.6Q20 54 34 52Q64 60 98 54Q128 50 150 50Q124 64 86 66Q48 67 32 56Q16 57 5 54Z', '#e6f4ff'),
      shape('M66 56Q72 74 92 80Q92 66 86 58Z', '#3a86c8', 'soft'),
      wire('M6 51.4Q22 51.6 34 47', 1.6, '#22588e', 'flat'),
      disc(41, 42, 3.1, BLACK, 'flat'),
      disc(40.2, 41, 1, '#fff', 'flat'),
      sheer(0.4, wire('M44 30Q62 25 84 26', 2.2, '#ffffff', 'flat')),
    ),
  whale_side: () =>
    drawing(
      204,
      100,
      shape('M160 52Q162 32 144 20Q166 14 176 30Q184 14 200 16Q194 38 178 54Z', '#3a78c0', 'soft'),
      shape(
        'M4 58Q6 18 66 15Q122 15 150 42Q162 52 170 44L178 50Q164 76 128 86Q84 98 40 92Q6 86 4 58Z',
        '#4a8fd8',
        'soft',
      ),
      shape('M5 62Q30 66 62 68Q94 72 118 88Q84 98 40 92Q8 86 5 62Z', '#e4effa', 'fine'),
      repeat(5, (i) =>
        wire(
          `M${14 + i * 8} ${70 + i * 3.6}Q${44 + i * 8} ${73 + i * 3} ${76 + i * 7} ${84 + i * 1.6}`,
          1.2,
          '#a9c2de',
          'flat',
        ),
      ),
      shape('M70 66Q82 88 106 95Q104 78 92 66Z', '#3a78c0', 'soft'),
      wire('M5 60Q22 66 40 63', 1.8, '#275790', 'flat'),
      disc(44, 54, 3.2, BLACK, 'flat'),
      disc(43.2, 53, 1, '#fff', 'flat'),
      sheer(0.35, wire('M22 34Q40 22 70 21', 3, '#ffffff', 'flat')),
    ),
} as const;
