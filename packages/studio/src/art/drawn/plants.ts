import { box, disc, drawing, oval, repeat, shape, turned, wire } from '../toy-svg.ts';

const LEAF = '#58a83e';
const DARK_LEAF = '#34803c';
const CANE = ['#7cb844', '#5f9f3c', '#92c452'] as const;

/** A cane of joints from the ground up. */
function cane(x: number, top: number, width: number, index: number): string {
  const joint = 19;
  const colour = CANE[index % CANE.length] ?? LEAF;
  const count = Math.ceil((116 - top) / joint);
  return repeat(count, (i) => {
    const y = Math.max(top, 116 - (i + 1) * joint);
    const height = 116 - i * joint - y;
    return (
      box(x - width / 2, y + 0.8, width, height - 0.8, 1.6, colour, 'tube') +
      box(x - width / 2 - 1, y - 0.6, width + 2, 2.6, 1.3, '#b6d878')
    );
  });
}

/** A twig with three hanging leaves. */
function spray(x: number, y: number, side: 1 | -1): string {
  const blade = (angle: number, colour: string): string =>
    turned(angle * side, x, y, shape(bladeAt(x, y, side), colour));
  return (
    wire(`M${x} ${y}q${4 * side} -3 ${8 * side} -2`, 1.2, DARK_LEAF, 'flat') +
    blade(52, DARK_LEAF) +
    blade(-16, LEAF) +
    blade(20, '#79c04a')
  );
}

function bladeAt(x: number, y: number, side: number): string {
  return `M${x} ${y}q${12 * side} -6 ${24 * side} 1q${-13 * side} 5 ${-24 * side} -1Z`;
}

function stemLeaf(x: number, y: number, side: 1 | -1): string {
  return shape(`M${x} ${y}q${6 * side} -14 ${20 * side} -13q${-2 * side} 14 ${-20 * side} 13Z`, LEAF, 'soft');
}

/** An open rose about its middle, `size` 1 for a bloom 52 units wide. */
export function roseBloom(x: number, y: number, size: number, petal: string, deep: string): string {
  const bloom = [
    shape('M-25 -6Q-27 -24 -8 -24Q0 -28 10 -25Q28 -22 25 -4Q22 20 0 24Q-22 20 -25 -6Z', deep, 'soft'),
    shape('M-26 -8Q-16 6 2 8Q-4 20 0 25Q-25 22 -26 -8Z', petal, 'fine'),
    shape('M26 -8Q18 5 2 8Q6 18 0 25Q25 22 26 -8Z', petal, 'fine'),
    oval(0, -9, 17, 12, petal, 'soft'),
    oval(0, -10, 12, 8, deep, 'fine'),
    wire('M-8 -11Q-4 -18 4 -15Q10 -11 5 -6Q-2 -3 -5 -8Q-3 -12 1 -10', 2.2, petal, 'flat'),
  ];
  return `<g transform="translate(${x} ${y}) scale(${size})">${bloom.join('')}</g>`;
}

/** A daisy about its middle. */
export function daisy(x: number, y: number, radius: number, petal: string): string {
  return (
    repeat(9, (i) =>
      turned(i * 40, x, y, oval(x, y - radius * 0.62, radius * 0.24, radius * 0.42, petal, 'fine')),
    ) + disc(x, y, radius * 0.34, '#f6b43a', 'ball')
  );
}

export const PLANTS = {
  bamboo_stalks: () =>
    drawing(
      96,
      118,
      cane(30, 18, 6, 1),
      cane(66, 12, 6, 1),
      spray(30, 24, -1),
      spray(66, 18, 1),
      cane(18, 30, 7.6, 0),
      cane(48, 3, 9, 2),
      cane(80, 24, 8, 0),
      spray(48, 12, -1),
      spray(48, 26, 1),
      spray(18, 38, -1),
      spray(18, 52, 1),
      spray(80, 34, 1),
      spray(80, 52, -1),
      spray(48, 56, 1),
      spray(66, 46, -1),
    ),
  bamboo_stick: () =>
    drawing(
      60,
      118,
      repeat(
        4,
        (i) =>
          box(26, 118 - (i + 1) * 25, 8, 24, 1.6, '#8cc64e', 'tube') +
          box(25, 116 - (i + 1) * 25, 10, 3, 1.5, '#c2e08a'),
      ),
      spray(30, 20, 1),
      spray(30, 32, -1),
      spray(30, 48, 1),
    ),
  rose_stem: () =>
    drawing(
      66,
      118,
      wire('M33 44Q36 80 32 115', 3.4, DARK_LEAF),
      shape('M35 66l5 -3l-4 6ZM33 90l-5 -3l4 6Z', DARK_LEAF, 'flat'),
      stemLeaf(34, 82, 1),
      stemLeaf(33, 98, -1),
      shape('M20 44Q33 58 46 44Q40 42 33 46Q26 42 20 44Z', DARK_LEAF),
      roseBloom(33, 29, 1.1, '#e83a50', '#b81f3c'),
    ),
} as const;
