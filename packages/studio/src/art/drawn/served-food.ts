import {
  BLACK,
  box,
  DARK_STEEL,
  disc,
  drawing,
  IRON,
  oval,
  RED,
  repeat,
  shape,
  sheer,
  STEEL,
  turned,
  wire,
} from '../toy-svg.ts';
import { daisy, roseBloom } from './plants.ts';

const CHINA = '#f6f4fc';
const CRUST = '#d08a3e';
const CHEESE = '#ffd264';
const PEPPERONI = '#d83a40';

/** Where the slices of sausage lie on a pizza: x, y. */
const TOPPING = [
  [46, 22],
  [74, 18],
  [104, 22],
  [34, 31],
  [62, 29],
  [90, 31],
  [116, 30],
  [50, 40],
  [78, 41],
  [102, 40],
] as const;

const BEANS = [
  [20, 42, -20],
  [38, 44, 14],
  [58, 43, -8],
  [78, 44, 22],
  [96, 42, -16],
  [30, 32, 26],
  [49, 32, -24],
  [68, 32, 10],
  [87, 32, -30],
  [42, 21, -10],
  [60, 21, 20],
  [76, 22, -14],
  [54, 11, 12],
] as const;

function banana(angle: number, colour: string): string {
  return turned(
    angle,
    16,
    12,
    shape(
      'M12 6L20 4L24 16Q34 44 70 54Q98 58 116 46L123 50Q120 62 104 70Q70 80 40 62Q14 44 12 6Z',
      colour,
      'soft',
    ),
    sheer(0.45, wire('M20 18Q32 50 70 61Q96 66 116 54', 1.8, '#c98a1e', 'flat')),
    shape('M11 7L20 4L22 10Q16 13 12 12Z', '#7a5a2a'),
    shape('M116 46L123 50L121 55Q116 54 114 49Z', '#5a4426'),
  );
}

/** Dishes as they stand or lie on a table, seen a little from above. */
export const SERVED_FOOD = {
  dinner_plate: () =>
    drawing(
      160,
      44,
      oval(80, 27, 52, 14, '#c9c5dc', 'fine'),
      oval(80, 22, 78, 18, CHINA, 'soft'),
      oval(80, 21, 54, 11, '#dcd8ea', 'fine'),
      oval(80, 22, 52, 10, '#fbfaff', 'flat'),
      `<ellipse cx="80" cy="21.4" rx="71" ry="15.6" fill="none" stroke="#7aa2e0" stroke-width="1.8"/>`,
    ),
  whole_pizza: () =>
    drawing(
      150,
      60,
      oval(75, 34, 73, 24, '#a8632c', 'fine'),
      oval(75, 29, 73, 24, CRUST, 'soft'),
      oval(75, 28, 63, 18.6, '#e0603a', 'flat'),
      oval(75, 27.6, 61, 17.4, CHEESE, 'fine'),
      sheer(0.5, wire('M14 28H136M32 15.6L118 40M118 15.6L32 40M75 10V45', 1.2, '#c98a2e', 'flat')),
      ...TOPPING.map(([x, y]) => oval(x, y, 8, 3.8, PEPPERONI, 'fine')),
      repeat(6, (i) =>
        turned(i * 50, 36 + i * 16, 26, oval(36 + i * 16, 24 + (i % 2) * 9, 4, 1.6, '#3f9a48', 'flat')),
      ),
    ),
  pizza_slice_lying: () =>
    drawing(
      130,
      56,
      shape('M4 36L104 10Q124 16 126 36L122 46L8 41Z', '#a8632c', 'fine'),
      shape('M4 35L104 8Q122 18 122 40Z', CHEESE, 'soft'),
      shape('M100 8Q106 2 114 6Q130 18 128 40Q126 50 116 46Q118 22 100 8Z', CRUST, 'soft'),
      oval(84, 21, 9, 4.4, PEPPERONI, 'fine'),
      oval(62, 31, 9, 4.2, PEPPERONI, 'fine'),
      oval(101, 33, 9, 4.6, PEPPERONI, 'fine'),
      oval(36, 32, 6, 2.6, PEPPERONI, 'fine'),
    ),
  banana_bunch: () =>
    drawing(
      132,
      92,
      `<g transform="translate(2 4)">${banana(-13, '#e8b42e')}${banana(-2, '#f2c43a')}${banana(10, '#ffd84e')}${shape('M6 8L13 1L25 3L22 14Q14 18 8 14Z', '#8a6a30', 'fine')}</g>`,
    ),
  coffee_bean_pile: () =>
    drawing(
      116,
      54,
      BEANS.map(([x, y, angle]) =>
        turned(
          angle,
          x,
          y,
          oval(x, y, 12, 8.4, '#6d3f2a', 'ball') +
            wire(
              `M${x - 10} ${y + 1}Q${x - 3} ${y - 3} ${x} ${y}T${x + 10} ${y - 1}`,
              1.8,
              '#35191a',
              'flat',
            ),
        ),
      ).join(''),
    ),
  plain_bottle: () =>
    drawing(
      46,
      124,
      shape(
        'M17 12H29V36Q30 46 38 54Q43 60 43 68V114Q43 121 36 121H10Q3 121 3 114V68Q3 60 8 54Q16 46 17 36Z',
        '#3f9a6a',
        'soft',
      ),
      sheer(0.45, shape('M9 64Q10 58 15 54V112Q9 114 8 110Z', '#ffffff', 'flat')),
      box(4, 72, 38, 32, 2, '#fbf1dc', 'fine'),
      box(10, 79, 26, 4, 2, '#3f7a5a', 'flat'),
      box(14, 87, 18, 2.6, 1.3, '#b9a98a', 'flat'),
      box(14, 93, 18, 2.6, 1.3, '#b9a98a', 'flat'),
      box(15, 3, 16, 13, 2.6, '#d84f57', 'tube'),
      box(16, 17, 14, 3, 1.5, '#2f7d55', 'fine'),
    ),
  fruit_bowl: () =>
    drawing(
      136,
      104,
      oval(68, 56, 63, 9, '#35599c', 'fine'),
      shape('M70 12Q90 4 110 22Q122 40 118 58L104 60Q106 34 84 26Q72 22 68 18Z', '#ffd84e', 'soft'),
      shape('M68 10L74 11L75 18L68 19Z', '#7a5a2a'),
      disc(50, 30, 21, RED, 'ball'),
      wire('M50 13Q50 6 55 4', 2.4, '#6a4430', 'flat'),
      shape('M53 10Q62 2 70 8Q62 16 53 10Z', '#5fae4a'),
      disc(80, 44, 20, '#f7982e', 'ball'),
      disc(27, 48, 18, '#8cc24a', 'ball'),
      ['104 48', '114 54', '98 56', '108 60', '92 50'].map((at) => grapeAt(at)).join(''),
      box(46, 92, 44, 9, 4, '#3f6fc0', 'soft'),
      shape('M5 56Q68 74 131 56Q126 86 92 94H44Q10 86 5 56Z', '#5a8fe0', 'soft'),
      wire('M11 70Q68 88 125 70', 3.4, '#e4eefc', 'flat'),
    ),
  flower_vase: () =>
    drawing(
      96,
      138,
      wire(
        'M48 84Q44 54 24 34M48 84Q48 50 48 24M48 84Q54 56 74 36M48 84Q40 64 34 56M48 84Q56 64 62 56',
        2.6,
        '#3f8f46',
      ),
      shape('M44 72Q20 70 12 56Q34 52 46 70Z', '#58a83e', 'soft'),
      shape('M52 72Q76 70 84 56Q62 52 50 70Z', '#58a83e', 'soft'),
      daisy(20, 32, 17, '#fffaf4'),
      daisy(77, 34, 17, '#f7a8c0'),
      roseBloom(48, 24, 0.8, '#e83a50', '#b81f3c'),
      roseBloom(33, 54, 0.56, '#ffb03e', '#dd7a26'),
      daisy(63, 55, 14, '#b48ae8'),
      shape(
        'M36 76H60Q58 86 62 92Q76 104 70 120Q66 134 56 135H40Q30 134 26 120Q20 104 34 92Q38 86 36 76Z',
        '#4a9ac4',
        'soft',
      ),
      wire('M24 110Q48 119 72 110', 3, '#dff0fa', 'flat'),
      box(33, 73, 30, 6, 3, '#5fb0d8', 'fine'),
    ),
  coffee_cup: () =>
    drawing(
      124,
      86,
      box(42, 72, 40, 10, 4, '#dcd8ea', 'soft'),
      wire('M96 26Q120 22 116 40Q110 56 90 56', 7.6, '#ece8f6'),
      shape('M16 12H104Q104 56 84 72Q62 78 38 72Q16 56 16 12Z', CHINA, 'soft'),
      oval(60, 12, 44, 9, '#e4e0f0', 'fine'),
      oval(60, 14, 37, 6, '#5f3424', 'flat'),
      oval(58, 15, 27, 3.4, '#8a5236', 'flat'),
      wire('M18 28Q60 44 102 28', 3, '#d8734a', 'flat'),
    ),
  frying_pan: () =>
    drawing(
      168,
      46,
      box(108, 15, 56, 11, 5, '#9a5a3c', 'soft'),
      disc(158, 20.5, 2.4, '#4a2a28', 'flat'),
      shape('M4 14H122L114 36Q110 43 100 43H26Q16 43 12 36Z', IRON, 'soft'),
      oval(63, 14, 60, 8.6, '#4a4a64', 'fine'),
      oval(63, 15.4, 53, 6, BLACK, 'flat'),
    ),
  cooking_pot: () =>
    drawing(
      132,
      100,
      wire('M18 50H6Q4 64 18 64M114 50H126Q128 64 114 64', 5, DARK_STEEL),
      shape('M16 36H116V82Q116 97 100 97H32Q16 97 16 82Z', STEEL, 'soft'),
      shape('M12 36Q14 18 66 16Q118 18 120 36Z', '#d8dcea', 'soft'),
      box(10, 33, 112, 7, 3.5, '#e6e9f4', 'fine'),
      box(58, 6, 16, 12, 5, RED, 'soft'),
      sheer(0.4, wire('M28 48V84', 5, '#ffffff', 'flat')),
    ),
  hot_dog_lying: () =>
    drawing(
      150,
      66,
      shape('M8 34Q10 14 32 16H120Q142 16 142 34Q142 44 130 46H20Q8 44 8 34Z', '#e0a254', 'soft'),
      box(2, 20, 146, 24, 12, '#d0523c', 'soft'),
      wire('M14 28Q22 20 30 28T46 28T62 28T78 28T94 28T110 28T126 28T136 26', 4, '#ffd24a'),
      shape('M8 38Q34 44 75 44Q116 44 142 38Q146 58 124 62H26Q4 58 8 38Z', '#eeb566', 'soft'),
    ),
} as const;

function grapeAt(at: string): string {
  const [x = 0, y = 0] = at.split(' ').map(Number);
  return disc(x, y, 7.4, '#8a4ab8', 'ball');
}
