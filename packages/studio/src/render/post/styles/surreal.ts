import { TAU } from '../../../maths/curves.ts';
import type { Rgb } from '../../../vocabulary/figure.ts';
import type { Frame } from '../../frame.ts';
import { packPixel, packedPixels } from '../pack-pixel.ts';

/** A ring of dream colours; tones run along it and it turns slowly. */
const RING: readonly Rgb[] = [
  [36, 22, 78],
  [84, 40, 140],
  [196, 70, 150],
  [255, 136, 120],
  [255, 206, 140],
  [200, 236, 196],
  [96, 204, 214],
  [60, 92, 190],
];
const TONES = 256;
const TURN_SECONDS = 22;

let ring: Uint8Array | null = null;

export function dreamColours(frame: Frame, seconds: number): void {
  ring ??= buildRing();
  const { width, height } = frame;
  const pixels = packedPixels(frame);
  const turn = (seconds / TURN_SECONDS) * TONES;
  for (let y = 0; y < height; y++) {
    const drift = turn + Math.sin((y / height) * TAU * 0.6 + seconds * 0.25) * 34;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const pixel = pixels[at] ?? 0;
      const red = pixel & 255;
      const green = (pixel >> 8) & 255;
      const blue = (pixel >> 16) & 255;
      const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
      const stop = ((luma * 0.72 + drift + (x / width) * 26) & (TONES - 1)) * 3;
      const dreamRed = ring[stop] ?? 0;
      const dreamGreen = ring[stop + 1] ?? 0;
      const dreamBlue = ring[stop + 2] ?? 0;
      // The dream keeps the brightness of what is there, or shapes would dissolve.
      const dream = dreamRed * 0.2126 + dreamGreen * 0.7152 + dreamBlue * 0.0722;
      const gain = (0.55 * luma + 30) / (dream + 12);
      pixels[at] = packPixel(
        red * 0.4 + dreamRed * gain * 0.68,
        green * 0.4 + dreamGreen * gain * 0.68,
        blue * 0.4 + dreamBlue * gain * 0.68,
      );
    }
  }
}

function buildRing(): Uint8Array {
  const made = new Uint8Array(TONES * 3);
  for (let tone = 0; tone < TONES; tone++) {
    const at = (tone / TONES) * RING.length;
    const a = RING[Math.floor(at) % RING.length] ?? [0, 0, 0];
    const b = RING[(Math.floor(at) + 1) % RING.length] ?? a;
    const k = at - Math.floor(at);
    for (let channel = 0; channel < 3; channel++)
      made[tone * 3 + channel] = (a[channel] ?? 0) * (1 - k) + (b[channel] ?? 0) * k;
  }
  return made;
}
