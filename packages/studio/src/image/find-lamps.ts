import { smoothstep } from '../maths/curves.ts';
import { maskPieces } from '../pixels/morphology.ts';
import { createPlane } from '../pixels/picture.ts';
import type { PictureFacts } from './analyse-picture.ts';
import type { FlickerSpot } from './picture-plan.ts';

const LEAST_LAMP_LUMA = 0.8;
const LEAST_WARMTH = 34;
/** Shares of the picture: a lamp's largest and a fire's largest. */
const LARGEST_LAMP_SHARE = 0.012;
const LARGEST_FIRE_SHARE = 0.2;
const MOST_LAMPS = 24;
/** Of a fire's size: below that nothing else flickers. */
const BESIDE_FIRE_SHARE = 0.04;
const BRIGHT_PICTURE = 0.32;
/** A flame is this red, this yellow and this warm (0..255): skin in the sun is as warm and less bright. */
const FLAME = { leastRed: 232, leastGreen: 130, leastWarmth: 70 } as const;
/** Light that a lamp gives at its middle, and a fire, which is white there already: it shows around it. */
const STRENGTHS = { lamp: 0.34, fire: 0.24 } as const;

/**
 * Small, bright, warm spots: lamps, candles, lit windows. When the prompt speaks of a flame (`hasFlame`) large ones are
 * fires, which light what is around them, and may be the picture's subject by day.
 */
export function findLamps(
  { small, luma, subject, brightness }: PictureFacts,
  hasFlame: boolean,
): FlickerSpot[] {
  const { width, height, rgba } = small;
  const mask = createPlane(width, height);
  for (let i = 0; i < mask.values.length; i++) {
    const red = rgba[i * 4] ?? 0;
    const green = rgba[i * 4 + 1] ?? 0;
    const warmth = red - (rgba[i * 4 + 2] ?? 0);
    const isFlame =
      hasFlame && red >= FLAME.leastRed && green >= FLAME.leastGreen && warmth >= FLAME.leastWarmth;
    // By day the bright spots of a subject are its skin and buttons.
    const isOfSubject = brightness > BRIGHT_PICTURE && (subject?.alpha.values[i] ?? 0) > 0.3;
    const isLamp = !isOfSubject && warmth > LEAST_WARMTH && (luma.values[i] ?? 0) > LEAST_LAMP_LUMA;
    mask.values[i] = isFlame || isLamp ? 1 : 0;
  }
  const largest = (hasFlame ? LARGEST_FIRE_SHARE : LARGEST_LAMP_SHARE) * width * height;
  const { pieces } = maskPieces(mask);
  const most = pieces.find(({ pixelCount }) => pixelCount <= largest)?.pixelCount ?? 0;
  // Beside a fire what is small and bright is only lit by it.
  const least = most > LARGEST_LAMP_SHARE * width * height ? most * BESIDE_FIRE_SHARE : 2;
  return pieces
    .filter(({ pixelCount }) => pixelCount >= least && pixelCount <= largest)
    .slice(0, MOST_LAMPS)
    .map(({ left, right, top, bottom, pixelCount }) => {
      const fire = smoothstep(LARGEST_LAMP_SHARE / 2, LARGEST_LAMP_SHARE * 2, pixelCount / (width * height));
      return {
        x: (left + right + 1) * 2,
        y: (top + bottom + 1) * 2,
        radius: Math.sqrt(pixelCount) * 4 * (2.4 + 0.4 * fire),
        colour: [255, 196 - 40 * fire, 112 - 40 * fire],
        strength: STRENGTHS.lamp + (STRENGTHS.fire - STRENGTHS.lamp) * fire,
      };
    });
}
