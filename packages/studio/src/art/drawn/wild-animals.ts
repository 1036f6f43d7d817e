import { BLACK, box, disc, drawing, oval, shape, sheer, wire } from '../toy-svg.ts';

/** A leg down to the ground line of its drawing, with the paw a little before it. */
function leg(x: number, top: number, width: number, coat: string, paw: string): string {
  const foot = 98;
  return (
    box(x - width / 2, top, width, foot - top - 2, width / 2, coat, 'tube') +
    box(x - width / 2 - 2.5, foot - 8, width + 3, 8, 4, paw)
  );
}

function eye(x: number, y: number, radius: number): string {
  return disc(x, y, radius, BLACK, 'flat') + disc(x - radius * 0.3, y - radius * 0.4, radius * 0.35, '#fff');
}

interface Canine {
  readonly coat: string;
  readonly shade: string;
  readonly pale: string;
  readonly paw: string;
  readonly ear: string;
  readonly tailTip: string;
}

const TAIL = 'M108 44Q126 38 138 50Q150 64 145 84Q132 82 124 72Q112 68 106 58Z';
const TAIL_TIP = 'M145 84Q132 82 126 74Q136 64 147 66Q148 76 145 84Z';

function canine({ coat, shade, pale, paw, ear, tailTip }: Canine): string {
  return drawing(
    152,
    102,
    leg(60, 56, 9, shade, paw),
    leg(96, 56, 9.5, shade, paw),
    shape('M37 22L43 5L48 25Z', shade),
    shape(TAIL, coat, 'soft'),
    shape(TAIL_TIP, tailTip, 'flat'),
    shape(
      'M30 40Q40 30 56 38Q82 43 98 38Q116 37 117 54Q117 68 106 71Q98 64 86 65Q70 68 58 72Q42 74 36 62Z',
      coat,
      'soft',
    ),
    shape('M27 46Q30 66 44 73Q53 72 52 62Q46 52 40 46Z', pale),
    leg(49, 58, 10, coat, paw),
    leg(107, 54, 11.5, coat, paw),
    shape('M104 42Q120 44 118 60Q115 72 106 74Q98 72 98 58Z', coat, 'fine'),
    shape('M3 40Q14 35 20 25Q31 13 45 23Q52 34 44 45Q35 54 22 48Q10 46 3 43Z', coat, 'soft'),
    shape('M4 43Q16 41 24 42Q36 41 45 44Q36 55 22 49Q10 47 4 43Z', pale),
    shape('M25 22L27 2L40 19Z', coat),
    shape('M26.4 9L27 2L32.6 9.4Q29 11 26.4 9Z', ear, 'flat'),
    eye(24, 32, 2.7),
    oval(5.4, 40, 3.8, 3, BLACK, 'fine'),
    sheer(0.7, wire('M8 45Q14 47.4 20 45', 1, BLACK, 'flat')),
  );
}

interface Bear {
  readonly coat: string;
  readonly shade: string;
  readonly muzzle: string;
  readonly paw: string;
}

function bear({ coat, shade, muzzle, paw }: Bear): string {
  return drawing(
    146,
    102,
    leg(68, 50, 17, shade, paw),
    leg(100, 50, 18, shade, paw),
    disc(138, 40, 5, coat),
    leg(50, 48, 18, coat, paw),
    leg(119, 46, 19, coat, paw),
    shape(
      'M36 32Q48 14 72 15Q88 18 106 16Q132 18 138 40Q140 58 131 64Q92 71 54 67Q34 65 36 32Z',
      coat,
      'soft',
    ),
    disc(44, 18, 7.4, coat, 'soft'),
    disc(44, 19, 4, shade, 'flat'),
    shape('M8 42Q12 22 30 18Q52 16 56 38Q56 60 36 64Q22 66 12 58Z', coat, 'soft'),
    disc(25, 19, 7.4, coat, 'soft'),
    disc(25, 20, 4, shade, 'flat'),
    oval(13, 50, 11.5, 9.4, muzzle, 'soft'),
    oval(6, 45, 5, 3.8, BLACK, 'fine'),
    wire('M7 53Q12 57 18 54', 1.4, BLACK, 'flat'),
    eye(22, 36, 3),
  );
}

function lion(): string {
  const coat = '#efb14b';
  const shade = '#d4923a';
  const mane = '#a85a34';
  const petals = Array.from({ length: 13 }, (_, i) => {
    const angle = (i / 13) * Math.PI * 2;
    return disc(37 + Math.cos(angle) * 20, 38 + Math.sin(angle) * 22, 10, mane, 'soft');
  });
  return drawing(
    152,
    102,
    wire('M116 46Q142 38 142 64', 4.4, coat),
    oval(142, 70, 5.4, 9, mane, 'soft'),
    leg(66, 58, 12, shade, shade),
    leg(100, 56, 12, shade, shade),
    leg(52, 54, 13, coat, coat),
    leg(113, 52, 14, coat, coat),
    shape('M38 38Q64 32 84 39Q104 34 120 44Q127 60 118 69Q88 66 58 73Q38 72 38 38Z', coat, 'soft'),
    ...petals,
    disc(37, 38, 21, mane, 'flat'),
    disc(42, 21, 6, coat, 'soft'),
    shape('M14 40Q14 22 32 21Q48 22 48 40Q46 58 30 58Q18 57 14 40Z', coat, 'soft'),
    oval(19, 48, 10, 8, '#fbe3b4', 'soft'),
    oval(13, 43, 4.4, 3.2, '#8a3b3a', 'fine'),
    wire('M13 46V50Q17 54 22 51', 1.3, '#5a2c2c', 'flat'),
    eye(24, 35, 2.9),
  );
}

function birdLeg(x: number): string {
  return wire(`M${x} 78L${x - 2} 96M${x - 9} 97.4H${x + 5}`, 2.6, '#e08a2c', 'flat');
}

function songbird(): string {
  return drawing(
    112,
    102,
    shape('M72 50L107 36Q112 44 106 54L78 68Z', '#b42a44', 'soft'),
    birdLeg(48),
    birdLeg(60),
    shape('M18 34Q18 9 42 7Q60 8 64 24Q86 30 91 48Q92 74 62 83Q30 85 21 58Q18 46 18 34Z', '#e8414d', 'soft'),
    shape('M21 50Q23 80 52 83Q64 83 70 79Q52 74 46 58Q38 44 21 50Z', '#ffc79c', 'fine'),
    shape('M43 44Q62 32 97 54Q86 70 68 71Q48 70 43 44Z', '#c92f48', 'soft'),
    wire('M60 60Q72 64 84 57M64 52Q76 56 90 53', 1.8, '#93203c', 'flat'),
    shape('M20 26L2 32Q8 38 20 37Z', '#f5a52c', 'fine'),
    wire('M4 32.4H19', 1, '#b8691c', 'flat'),
    disc(34, 25, 5.2, '#fff6ee', 'flat'),
    eye(33.4, 25.4, 4),
  );
}

/** Side views that look to the left, on straight legs, so that the gait can put walking ones in their place. */
export const WILD_ANIMALS = {
  fox_side: () =>
    canine({
      coat: '#f07a2e',
      shade: '#c45a24',
      pale: '#fff0e0',
      paw: '#54383a',
      ear: '#4a3034',
      tailTip: '#fff0e0',
    }),
  wolf_side: () =>
    canine({
      coat: '#8e90a2',
      shade: '#676a80',
      pale: '#dcdbe6',
      paw: '#7a7c90',
      ear: '#4c4e62',
      tailTip: '#55576c',
    }),
  bear_side: () => bear({ coat: '#8a5a48', shade: '#694136', muzzle: '#cf9d74', paw: '#6b4236' }),
  polar_bear_side: () => bear({ coat: '#f1f2fa', shade: '#c8cde2', muzzle: '#ffffff', paw: '#d6daea' }),
  lion_side: lion,
  bird: songbird,
} as const;
