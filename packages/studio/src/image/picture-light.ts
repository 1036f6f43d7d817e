import { clamp, mix } from '../maths/curves.ts';
import type { Picture } from '../pixels/picture.ts';
import { LIGHTS } from '../scene/lights.ts';
import type { Light } from '../scene/shot.ts';
import type { TimeId } from '../vocabulary/conditions.ts';
import type { Rgb } from '../vocabulary/figure.ts';
import type { PictureFacts } from './analyse-picture.ts';

/** How much of the picture's own tint its light takes, and by how much at most a channel gains or loses. */
const TINT_SHARE = 0.35;
const TINT_RANGE = [0.88, 1.06] as const;

/**
 * Flakes and leaves are lit as bright as the picture is, a little in its own colour; distance takes the colour at its
 * horizon. Steam is white before what it rises from: dimmer it would be smoke, and beside warm colours blue.
 */
export function lightFor(time: TimeId | null, facts: PictureFacts, hasSteam: boolean): Light {
  const { brightness } = facts;
  const isNight = time === 'night' || brightness < 0.2;
  const far = farColour(facts);
  const level = clamp(0.6 + 0.62 * brightness, 0.6, 1.05);
  const [ambient, key] = hasSteam ? [0.82, 0.2] : [0.62 * level, 0.55 * level];
  const [red, green, blue] = tintOf(facts.small);
  return {
    ...LIGHTS.overcast,
    // How much flakes and drops stand out of the dark; more would make them lamps.
    night: isNight ? 0.35 : 0,
    ambient: [ambient * red, ambient * green, ambient * blue],
    key: [key * red, key * green, key * blue],
    fog: far,
    horizon: far,
    middle: far,
  };
}

/** Factors per channel of light that has gone through the picture's mean colour. */
function tintOf({ rgba }: Picture): Rgb {
  const sum: [number, number, number] = [1, 1, 1];
  for (let at = 0; at < rgba.length; at += 4) {
    sum[0] += rgba[at] ?? 0;
    sum[1] += rgba[at + 1] ?? 0;
    sum[2] += rgba[at + 2] ?? 0;
  }
  const luma = sum[0] * 0.2126 + sum[1] * 0.7152 + sum[2] * 0.0722;
  const factor = (value: number): number => clamp(mix(1, value / luma, TINT_SHARE), ...TINT_RANGE);
  return [factor(sum[0]), factor(sum[1]), factor(sum[2])];
}

/** Mean colour around the horizon, behind the subject: sRGB 0..255. */
export function farColour({ small, subject, horizon }: PictureFacts): Rgb {
  const { width, height, rgba } = small;
  const sum: [number, number, number] = [0, 0, 0];
  let count = 1e-6;
  const middle = horizon / 4;
  for (
    let y = Math.max(0, Math.round(middle - height * 0.14));
    y < Math.min(height, middle + height * 0.05);
    y++
  )
    for (let x = 0; x < width; x++) {
      if ((subject?.alpha.values[y * width + x] ?? 0) > 0.2) continue;
      const at = (y * width + x) * 4;
      sum[0] += rgba[at] ?? 0;
      sum[1] += rgba[at + 1] ?? 0;
      sum[2] += rgba[at + 2] ?? 0;
      count++;
    }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Share of the picture in greens of fine texture from which it was taken outdoors. */
const LEAST_GREENERY = 0.02;
const NIGHT_BRIGHTNESS = 0.36;

/** Whether the picture seems to be taken in the open: under a sky, among greenery, or in a dark without walls. */
export function isOutdoors({ sky, small, texture, brightness }: PictureFacts): boolean {
  if (sky || brightness < NIGHT_BRIGHTNESS) return true;
  let count = 0;
  for (let i = 0; i < texture.values.length; i++) {
    const red = small.rgba[i * 4] ?? 0;
    const green = small.rgba[i * 4 + 1] ?? 0;
    const blue = small.rgba[i * 4 + 2] ?? 0;
    if (green > red * 1.05 && green > blue * 1.12 && (texture.values[i] ?? 0) > 0.02) count++;
  }
  return count >= LEAST_GREENERY * texture.values.length;
}
