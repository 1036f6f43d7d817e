import { box, BRASS, DARK_STEEL, disc, drawing, oval, RED, repeat, shape, sheer, wire } from '../toy-svg.ts';

const SILVER = '#d3d8e8';

export const TABLEWARE = {
  cup: () =>
    drawing(
      110,
      92,
      wire('M78 26Q104 22 102 44Q100 62 74 62', 9, '#4a8fe8'),
      shape('M8 12H84L80 74Q78 86 64 86H28Q14 86 12 74Z', '#5a9cf0', 'soft'),
      oval(46, 12, 38, 8, '#3d7ad0', 'fine'),
      oval(46, 13.4, 32, 5.4, '#6a3a2a', 'fine'),
      sheer(0.35, shape('M18 24Q20 56 24 76H30Q25 50 25 24Z', '#ffffff', 'flat')),
    ),
  wine_glass: () =>
    drawing(
      60,
      124,
      box(28, 68, 4, 46, 2, '#cfe3f5', 'tube'),
      oval(30, 116, 21, 5, '#cfe3f5', 'soft'),
      sheer(0.75, shape('M11 4H49Q56 34 47 54Q41 69 30 70Q19 69 13 54Q4 34 11 4Z', '#d8ebfa', 'soft')),
      shape('M8.4 30H51.6Q52 45 46 54Q40 66 30 66.6Q20 66 14 54Q8 45 8.4 30Z', '#9a1f45', 'soft'),
      oval(30, 30, 21.4, 4.4, '#c23a62', 'fine'),
      sheer(0.55, shape('M14 10Q11 36 17 52H21Q15.6 34 18 10Z', '#ffffff', 'flat')),
    ),
  fork: () =>
    drawing(
      34,
      140,
      repeat(4, (i) => box(5 + i * 6.6, 3, 4.2, 40, 2, SILVER, 'tube')),
      shape('M5 36H29Q30 58 20 62L21 136Q17 141 13 136L14 62Q4 58 5 36Z', SILVER, 'soft'),
    ),
  knife: () =>
    drawing(
      30,
      150,
      shape('M10 4Q24 20 24 76L23 84H9Z', '#e3e8f4', 'soft'),
      sheer(0.6, wire('M13 14Q18 40 18 80', 1.6, '#ffffff', 'flat')),
      box(8, 82, 16, 7, 2.5, DARK_STEEL),
      box(8.6, 87, 15, 60, 6, '#7d4a35', 'tube'),
      disc(16, 102, 1.8, BRASS),
      disc(16, 118, 1.8, BRASS),
      disc(16, 134, 1.8, BRASS),
    ),
  spoon: () =>
    drawing(
      40,
      140,
      shape('M17.4 56H22.6L24 134Q20 140 16 134Z', SILVER, 'soft'),
      oval(20, 32, 16, 28, SILVER, 'soft'),
      oval(20, 31, 11, 21, '#aab2c8', 'ball'),
    ),
  bowl: () =>
    drawing(
      130,
      76,
      box(44, 64, 42, 10, 4, '#d9713f', 'soft'),
      shape('M4 18H126Q122 58 88 68H42Q8 58 4 18Z', '#f08a4e', 'soft'),
      oval(65, 18, 61, 13, '#f9b98a', 'fine'),
      oval(65, 20, 54, 9.6, '#b8562f', 'ball'),
      wire('M12 38Q64 54 118 38', 3.4, '#ffe3c4', 'flat'),
    ),
  vase: () =>
    drawing(
      66,
      116,
      shape(
        'M23 6H43Q42 22 45 28Q62 44 60 70Q58 96 46 112H20Q8 96 6 70Q4 44 21 28Q24 22 23 6Z',
        '#4a78d6',
        'soft',
      ),
      sheer(
        0.7,
        '<path d="M23 6H43Q42 22 45 28Q62 44 60 70Q58 96 46 112H20Q8 96 6 70Q4 44 21 28Q24 22 23 6Z" fill="url(#ball)"/>',
      ),
      oval(33, 6.4, 11.6, 3.8, '#6a94e8', 'fine'),
      oval(33, 6.6, 8.4, 2.3, '#22386e', 'flat'),
      wire('M7 62Q33 72 59 62M8 78Q33 88 58 78', 2.4, '#dce8fb', 'flat'),
      repeat(5, (i) => disc(13 + i * 10, 73.6 + Math.sin((i / 4) * 3.14) * 3.6, 2.4, '#ffd15a', 'flat')),
      sheer(0.4, shape('M15 46Q11 62 16 82Q20 60 22 42Z', '#ffffff', 'flat')),
    ),
  ice_cream_cone: () =>
    drawing(
      70,
      130,
      shape('M12 54H58L37 126Q35 129 33 126Z', '#e0a05a', 'soft'),
      sheer(
        0.5,
        wire('M18 58L42 106M30 56L48 90M44 56L28 106M56 58L36 116M22 84L40 58', 1.4, '#a8642e', 'flat'),
      ),
      oval(35, 52, 27, 8, '#f58aa8', 'fine'),
      disc(35, 38, 25, '#f79ab6', 'ball'),
      disc(35, 20, 17, '#fff1d6', 'ball'),
      shape('M13 50Q18 62 24 54Q30 66 37 55Q44 64 49 54Q55 60 58 48Q36 58 13 50Z', '#f79ab6', 'fine'),
      disc(36, 5.6, 5, RED, 'ball'),
      repeat(6, (i) =>
        box(
          22 + ((i * 17) % 26),
          30 + ((i * 11) % 18),
          5,
          2,
          1,
          ['#3f9be8', '#ffd15a', '#4fae5a'][i % 3] ?? RED,
          'flat',
        ),
      ),
    ),
} as const;
