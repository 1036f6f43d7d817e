import {
  BLUE,
  box,
  BRASS,
  CERAMIC,
  DARK_STEEL,
  disc,
  drawing,
  IRON,
  oval,
  RED,
  shape,
  sheer,
  STEEL,
  wire,
  WOOD,
} from '../toy-svg.ts';
import { parkBench, streetLamp } from '../scenery/made-things.ts';
import { windowGrid } from './buildings.ts';

/** The letters of STOP as strokes: a font may be missing on the machine that renders. */
const STOP_LETTERS =
  'M33 36Q31 33 27 33.6Q23 34.4 23.4 38Q24 41 28 41.6Q33 42.4 33 46Q32.6 49.6 28.4 49.8Q24 50 22.4 46.6M38 34H49M43.5 34V50M58.6 34Q53.4 34 53.4 42Q53.4 50 58.6 50Q63.8 50 63.8 42Q63.8 34 58.6 34M69 50V34H74Q79 34.4 79 39Q79 43.4 74 43.6H69';

export const STREET = {
  bench: () => parkBench(WOOD),
  street_lamp: () => streetLamp(0),
  phone_booth: () =>
    drawing(
      46,
      104,
      box(4, 6, 38, 96, 3, RED, 'soft'),
      box(2, 94, 42, 9, 2, '#b82a42'),
      box(1.5, 10, 43, 6, 2, '#d23848'),
      shape('M5 10Q23 -3 41 10Z', RED),
      box(9, 11.2, 28, 4.2, 1, '#fff6e6', 'flat'),
      box(9, 20, 28, 70, 1.5, '#8e2038', 'flat'),
      windowGrid(10.4, 21.6, 3, 6, 9),
      box(34, 54, 1.8, 8, 0.9, BRASS),
    ),
  fire_hydrant: () =>
    drawing(
      64,
      104,
      box(12, 92, 40, 10, 3, '#c22f40'),
      box(18, 34, 28, 60, 5, RED, 'tube'),
      box(13, 30, 38, 8, 4, '#d23848'),
      shape('M17 31Q18 12 32 11Q46 12 47 31Z', RED, 'ball'),
      box(28, 4, 8, 9, 2.5, BRASS),
      box(4, 46, 16, 15, 3, '#d23848'),
      box(1, 44, 6, 19, 2.5, BRASS),
      box(44, 46, 16, 15, 3, '#d23848'),
      box(57, 44, 6, 19, 2.5, BRASS),
      disc(32, 58, 10, '#d23848', 'soft'),
      disc(32, 58, 6.4, BRASS, 'ball'),
      disc(32, 58, 2.4, '#b57a28'),
      box(15, 82, 34, 5, 2, '#d23848'),
    ),
  parking_meter: () =>
    drawing(
      40,
      110,
      box(17, 46, 6, 60, 2, STEEL, 'tube'),
      box(11, 102, 18, 6, 2.5, DARK_STEEL),
      box(13, 42, 14, 8, 2.5, DARK_STEEL),
      shape('M6 44V20Q6 4 20 4Q34 4 34 20V44Q20 49 6 44Z', '#6c7a98', 'soft'),
      shape('M10 20Q10 9 20 8.6Q30 9 30 20Z', '#dff2ff', 'fine'),
      wire('M20 19L15.6 12.6', 1.4, RED, 'flat'),
      box(12, 25, 16, 8, 1.5, '#2c3350'),
      box(18.8, 36, 2.4, 6, 1, '#22283e', 'flat'),
      disc(27.6, 38.6, 2.2, BRASS),
    ),
  stop_sign: () =>
    drawing(
      102,
      190,
      box(47.5, 80, 7, 108, 2.5, STEEL, 'tube'),
      shape('M31.5 2H70.5L98 29.5V56L70.5 83.5H31.5L4 56V29.5Z', '#fff4f0', 'soft'),
      shape('M33.4 6.6H68.6L93.4 31V54.4L68.6 79H33.4L8.6 54.4V31Z', '#e0323f', 'soft'),
      `<g transform="translate(0.2 0.6)">${wire(STOP_LETTERS, 4, '#fffaf6', 'flat')}</g>`,
    ),
  traffic_light: () => {
    return drawing(
      40,
      118,
      box(17, 66, 6, 50, 2, DARK_STEEL, 'tube'),
      box(11, 111, 18, 6, 2.4, IRON),
      box(6, 3, 28, 66, 7, '#464c62', 'soft'),
      signalLamp(16, '#ff4a4a', '#ffd2c8'),
      signalLamp(36, '#ffc63a', '#fff2c8'),
      signalLamp(56, '#3fd46e', '#d8ffe0'),
    );
  },
  mailbox: () =>
    drawing(
      68,
      104,
      box(12, 84, 8, 18, 2, '#2a4f9e'),
      box(48, 84, 8, 18, 2, '#2a4f9e'),
      shape('M7 88V34Q7 6 34 6Q61 6 61 34V88Z', BLUE, 'soft'),
      box(5, 84, 58, 7, 2.5, '#2f62c4'),
      box(14, 30, 40, 13, 3, '#2f62c4'),
      box(19, 34, 30, 4, 1.6, '#1c2f66', 'flat'),
      box(26, 44, 16, 3, 1.5, STEEL),
      box(17, 54, 34, 18, 2, CERAMIC),
      wire('M18.5 56L34 65L49.5 56', 1.2, '#b8a9c8', 'flat'),
    ),
} as const;

function signalLamp(y: number, colour: string, glow: string): string {
  return (
    disc(20, y, 8.4, '#20222e', 'flat') +
    disc(20, y, 7.2, colour, 'ball') +
    sheer(0.6, oval(17.6, y - 2.6, 2.6, 2, glow, 'flat')) +
    shape(`M10.6 ${y - 3}Q20 ${y - 14} 29.4 ${y - 3}Q20 ${y - 8.4} 10.6 ${y - 3}Z`, '#3a3f52')
  );
}
