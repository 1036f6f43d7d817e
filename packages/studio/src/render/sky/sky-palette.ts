import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Light, Sky } from '../../scene/shot.ts';

/** Colours of one sky as tables, so that a sample costs lookups only. */
export interface SkyPalette {
  /** 256 x RGB by the sine of the elevation. */
  readonly ramp: Float32Array;
  /** 256 x RGB from shaded to sunlit cloud. */
  readonly clouds: Float32Array;
  /** Brightness around the sun, 512 entries by sqrt(1 - cos(angle)) x 362. */
  readonly glow: Float32Array;
  readonly sunX: number;
  readonly sunY: number;
  readonly sunZ: number;
  readonly sunRed: number;
  readonly sunGreen: number;
  readonly sunBlue: number;
}

const RAMP_BEND = 0.17;

export function skyPalette(sky: Sky, light: Light): SkyPalette {
  const flat = Math.cos(light.sunElevation);
  const dull = sky.cloudKind === 'storm' ? 0.42 : 1;
  const tint = light.night > 0.8 ? [0.8, 0.9, 1] : [1, 0.82, light.sunElevation > 0.4 ? 0.7 : 0.5];
  return {
    ramp: rampOf(light, sky, dull),
    clouds: cloudColours(light, sky, dull),
    glow: glowOf(light, sky),
    sunX: Math.sin(light.sunAzimuth) * flat,
    sunY: Math.cos(light.sunAzimuth) * flat,
    sunZ: Math.sin(light.sunElevation),
    sunRed: (light.sunColour[0] / 255) * (tint[0] ?? 1),
    sunGreen: (light.sunColour[1] / 255) * (tint[1] ?? 1),
    sunBlue: (light.sunColour[2] / 255) * (tint[2] ?? 1),
  };
}

function rampOf(light: Light, sky: Sky, dull: number): Float32Array {
  const ramp = new Float32Array(256 * 3);
  const overcast = smoothstep(0.6, 1, sky.cloudCover) * (1 - light.night) * 0.55;
  for (let step = 0; step < 256; step++) {
    const sine = step / 255;
    for (let c = 0; c < 3; c++) {
      const horizon = mix(light.horizon[c] ?? 0, light.fog[c] ?? 0, smoothstep(0.03, 0, sine) * 0.8);
      const middle = light.middle[c] ?? 0;
      const clear =
        sine < RAMP_BEND
          ? mix(horizon, middle, (sine / RAMP_BEND) ** 0.75)
          : mix(middle, light.zenith[c] ?? 0, ((sine - RAMP_BEND) / (1 - RAMP_BEND)) ** 0.62);
      ramp[step * 3 + c] =
        mix(clear, (light.fog[c] ?? 0) * 0.92, overcast) * mix(1, dull, smoothstep(0, 0.25, sine));
    }
  }
  return ramp;
}

/** Shade takes the colour of the sky, light that of the sun; at night both are faint. */
function cloudColours(light: Light, sky: Sky, dull: number): Float32Array {
  const table = new Float32Array(256 * 3);
  const low = smoothstep(0.35, 0.05, light.sunElevation) * (1 - light.night);
  for (let step = 0; step < 256; step++) {
    const lit = smoothstep(0.1, 0.92, step / 255);
    for (let c = 0; c < 3; c++) {
      const grey =
        (light.horizon[c] ?? 0) * 0.42 + (light.middle[c] ?? 0) * 0.36 + (light.zenith[c] ?? 0) * 0.14;
      const shade = mix(grey, (light.middle[c] ?? 0) * 0.62 + (light.zenith[c] ?? 0) * 0.1, low * 0.8);
      const sunlit = mix(
        Math.min(268, (light.sunColour[c] ?? 0) * 1.04 + 4),
        (light.horizon[c] ?? 0) * 0.55 + (light.sunColour[c] ?? 0) * 0.5,
        low,
      );
      // By night clouds only borrow the sky's colour: a little darker than the horizon, a little lighter where lit.
      const faint = (light.horizon[c] ?? 0) * mix(0.5, 1.15, lit) + (light.middle[c] ?? 0) * 0.25;
      const value = mix(mix(shade, sunlit, lit), faint, light.night);
      const heavy = sky.cloudKind === 'storm' ? dull : sky.cloudKind === 'stratus' ? 0.9 : 1;
      table[step * 3 + c] = value * heavy;
    }
  }
  return table;
}

function glowOf(light: Light, sky: Sky): Float32Array {
  const glow = new Float32Array(512);
  const veiled = (1 - 0.8 * smoothstep(0.6, 0.95, sky.cloudCover)) * (sky.sunDisc || sky.moon ? 1 : 0.25);
  const low = smoothstep(0.5, 0.1, light.sunElevation);
  for (let step = 0; step < 512; step++) {
    const cosine = clamp(1 - (step / 362) ** 2, 0, 1);
    const day =
      cosine ** 8 * mix(16, 40, low) + cosine ** 36 * mix(30, 66, low) + cosine ** 420 * mix(110, 190, low);
    const night = cosine ** 26 * 14 + cosine ** 160 * 22 + cosine ** 1400 * 66;
    glow[step] = (light.night > 0.8 ? (sky.moon ? night : 0) : day * (1 - light.night * 0.45)) * veiled;
  }
  return glow;
}
