import { BLACK, box, BRASS, disc, drawing, oval, RED, repeat, shape, wire } from '../toy-svg.ts';

const PLATE = '#b9c0d0';
const SKIN = '#eeba8e';

/** Heads for acting bodies, seen from the front. */
export const HEADS = {
  knight_head: () =>
    drawing(
      96,
      108,
      shape('M48 16Q34 4 50 2Q78 0 82 30Q84 48 76 60Q76 34 48 16Z', RED, 'soft'),
      shape('M10 58Q8 16 48 13Q88 16 86 58L82 88Q66 106 48 106Q30 106 14 88Z', PLATE, 'soft'),
      shape('M12 44Q48 36 84 44L85 62Q66 56 48 60Q30 56 11 62Z', '#9aa3b8', 'fine'),
      shape('M18 50Q33 46 45 51V57Q32 53 18 57Z', BLACK, 'flat'),
      shape('M78 50Q63 46 51 51V57Q64 53 78 57Z', BLACK, 'flat'),
      box(45, 14, 6, 90, 3, BRASS, 'fine'),
      repeat(
        3,
        (i) => disc(28 - i * 1.5, 70 + i * 9, 2.1, BLACK, 'flat') + disc(36, 70 + i * 9, 2.1, BLACK, 'flat'),
      ),
      repeat(
        3,
        (i) => disc(68 + i * 1.5, 70 + i * 9, 2.1, BLACK, 'flat') + disc(60, 70 + i * 9, 2.1, BLACK, 'flat'),
      ),
      disc(13, 53, 4, BRASS),
      disc(83, 53, 4, BRASS),
    ),
  samurai_head: () =>
    drawing(
      110,
      106,
      shape('M22 44L3 76Q16 88 30 80L34 50Z', '#8f2436', 'soft'),
      shape('M88 44L107 76Q94 88 80 80L76 50Z', '#8f2436', 'soft'),
      wire('M9 68L28 74M14 58L30 65M101 68L82 74M96 58L80 65', 2, BRASS, 'flat'),
      shape('M24 48H86Q88 98 55 103Q22 98 24 48Z', SKIN, 'soft'),
      shape('M19 48Q18 12 55 11Q92 12 91 48Q55 36 19 48Z', '#3b3a58', 'soft'),
      wire('M55 12V38M37 16Q33 28 34 40M73 16Q77 28 76 40', 1.6, '#6a6890', 'flat'),
      shape('M14 50Q55 34 96 50L92 59Q55 45 18 59Z', '#8f2436', 'soft'),
      shape('M51 40Q24 32 20 4Q34 24 55 27Q76 24 90 4Q86 32 59 40Z', BRASS, 'soft'),
      disc(55, 36, 6, RED, 'fine'),
      wire('M35 63Q41 60 48 64M75 63Q69 60 62 64', 3, BLACK, 'flat'),
      disc(42, 70, 3.8, BLACK, 'flat'),
      disc(68, 70, 3.8, BLACK, 'flat'),
      oval(55, 78, 3.6, 3, '#dc9a70', 'fine'),
      wire('M46 86Q50 83 55 85Q60 83 64 86', 2.6, BLACK, 'flat'),
      wire('M50 91Q55 93 60 91', 1.6, '#a8504a', 'flat'),
      wire('M26 80Q40 101 55 101Q70 101 84 80', 2.4, RED, 'flat'),
    ),
  soldier_head: () =>
    drawing(
      104,
      104,
      oval(20, 62, 6, 9, SKIN, 'fine'),
      oval(84, 62, 6, 9, SKIN, 'fine'),
      shape('M22 44H82Q86 96 52 101Q18 96 22 44Z', SKIN, 'soft'),
      wire('M20 54Q24 90 48 99M84 54Q80 90 56 99', 2.6, '#4a4a34', 'flat'),
      shape('M12 52Q10 6 52 5Q94 6 92 52Q74 42 52 42Q30 42 12 52Z', '#6b7a4a', 'soft'),
      shape(
        'M8 52Q28 38 52 38Q76 38 96 52Q98 58 92 59Q74 48 52 48Q30 48 12 59Q6 58 8 52Z',
        '#566340',
        'soft',
      ),
      wire('M34 58Q40 55 46 58M70 58Q64 55 58 58', 2.6, '#5a3a2c', 'flat'),
      disc(41, 66, 3.6, BLACK, 'flat'),
      disc(63, 66, 3.6, BLACK, 'flat'),
      oval(52, 75, 4, 3.2, '#dc9a70', 'fine'),
      wire('M44 85Q52 89 60 85', 2.2, '#8a4a40', 'flat'),
    ),
} as const;
