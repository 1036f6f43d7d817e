/** Texture coordinates are counted in 1/4096 texel, which leaves room for 500 000 texels in a 32-bit word. */
export const TEXEL_BITS = 12;
/** Light and fog are counted in 1/65536: eight bits of colour times light fit a 32-bit word. */
export const LIGHT_ONE = 65536;

const PAIR = 0xff00ff;
const HALF = LIGHT_ONE / 2;
const OPAQUE = 0xff000000;

/** The pixels a stride writes: colours as ABGR words, and depths in metres. */
export interface Canvas32 {
  readonly words: Uint32Array;
  readonly depth: Float32Array;
}

/** One texture level: where it starts among the texels, its width, and the masks that make it repeat. */
export interface Level {
  texels: Uint32Array;
  base: number;
  width: number;
  maskX: number;
  maskY: number;
}

/** A few pixels of one row over which everything changes linearly: starting values and steps, all whole numbers but the depth. */
export interface Stride {
  pixel: number;
  end: number;
  s: number;
  t: number;
  stepS: number;
  stepT: number;
  metres: number;
  stepMetres: number;
  red: number;
  green: number;
  blue: number;
  stepRed: number;
  stepGreen: number;
  stepBlue: number;
  fogRed: number;
  fogGreen: number;
  fogBlue: number;
  stepFogRed: number;
  stepFogGreen: number;
  stepFogBlue: number;
  /** What fog leaves of a light of the surface's own. */
  clear: number;
  stepClear: number;
}

/** Four texels mixed, two channels at a time: the gap between two channels takes the fraction of the upper one. */
function sample(
  texels: Uint32Array,
  upper: number,
  lower: number,
  left: number,
  right: number,
  fs: number,
  ft: number,
): number {
  const a = (texels[upper + left] ?? 0) | 0;
  const b = (texels[upper + right] ?? 0) | 0;
  const c = (texels[lower + left] ?? 0) | 0;
  const d = (texels[lower + right] ?? 0) | 0;
  const even0 = mixPair(a & PAIR, b & PAIR, fs);
  const even1 = mixPair(c & PAIR, d & PAIR, fs);
  const odd0 = mixPair((a >>> 8) & PAIR, (b >>> 8) & PAIR, fs);
  const odd1 = mixPair((c >>> 8) & PAIR, (d >>> 8) & PAIR, fs);
  return mixPair(even0, even1, ft) | (mixPair(odd0, odd1, ft) << 8);
}

function mixPair(from: number, to: number, share: number): number {
  return (from + (Math.imul(to - from, share) >>> 8)) & PAIR;
}

/** Packs three channels in 1/65536 into an opaque word; light may carry them beyond white. */
function pack(red: number, green: number, blue: number): number {
  const r = Math.min(255, red >> 16);
  const g = Math.min(255, green >> 16);
  const b = Math.min(255, blue >> 16);
  return OPAQUE | (b << 16) | (g << 8) | r;
}

/** Ordinary surfaces: texture times light, plus fog. */
export function fillSolid({ words, depth }: Canvas32, level: Level, run: Stride): void {
  const { end, stepS, stepT, stepMetres, stepRed, stepGreen, stepBlue } = run;
  const { stepFogRed, stepFogGreen, stepFogBlue } = run;
  const { texels, base, width, maskX, maskY } = level;
  let { s, t, metres, red, green, blue, fogRed, fogGreen, fogBlue } = run;
  for (let pixel = run.pixel; pixel < end; pixel++) {
    if (metres < (depth[pixel] ?? 0)) {
      const row = t >> TEXEL_BITS;
      const column = s >> TEXEL_BITS;
      const texel = sample(
        texels,
        base + Math.imul(row & maskY, width),
        base + Math.imul((row + 1) & maskY, width),
        column & maskX,
        (column + 1) & maskX,
        (s >> 4) & 255,
        (t >> 4) & 255,
      );
      words[pixel] = pack(
        Math.imul(texel & 255, red) + fogRed + HALF,
        Math.imul((texel >>> 8) & 255, green) + fogGreen + HALF,
        Math.imul((texel >>> 16) & 255, blue) + fogBlue + HALF,
      );
      depth[pixel] = metres;
    }
    s = (s + stepS) | 0;
    t = (t + stepT) | 0;
    metres += stepMetres;
    red = (red + stepRed) | 0;
    green = (green + stepGreen) | 0;
    blue = (blue + stepBlue) | 0;
    fogRed = (fogRed + stepFogRed) | 0;
    fogGreen = (fogGreen + stepFogGreen) | 0;
    fogBlue = (fogBlue + stepFogBlue) | 0;
  }
}

/** Surfaces whose fourth channel says how far their own light replaces what falls on them. */
export function fillShining({ words, depth }: Canvas32, level: Level, run: Stride): void {
  const { end, stepS, stepT, stepMetres, stepRed, stepGreen, stepBlue } = run;
  const { stepFogRed, stepFogGreen, stepFogBlue, stepClear } = run;
  const { texels, base, width, maskX, maskY } = level;
  let { s, t, metres, red, green, blue, fogRed, fogGreen, fogBlue, clear } = run;
  for (let pixel = run.pixel; pixel < end; pixel++) {
    if (metres < (depth[pixel] ?? 0)) {
      const row = t >> TEXEL_BITS;
      const column = s >> TEXEL_BITS;
      const texel = sample(
        texels,
        base + Math.imul(row & maskY, width),
        base + Math.imul((row + 1) & maskY, width),
        column & maskX,
        (column + 1) & maskX,
        (s >> 4) & 255,
        (t >> 4) & 255,
      );
      const mark = (texel >>> 24) + (texel >>> 31);
      let litRed = red;
      let litGreen = green;
      let litBlue = blue;
      // Most of a wall does not shine.
      if (mark > 1) {
        const rest = 256 - mark;
        const own = Math.imul(clear, mark);
        litRed = (Math.imul(red, rest) + own) >> 8;
        litGreen = (Math.imul(green, rest) + own) >> 8;
        litBlue = (Math.imul(blue, rest) + own) >> 8;
      }
      words[pixel] = pack(
        Math.imul(texel & 255, litRed) + fogRed + HALF,
        Math.imul((texel >>> 8) & 255, litGreen) + fogGreen + HALF,
        Math.imul((texel >>> 16) & 255, litBlue) + fogBlue + HALF,
      );
      depth[pixel] = metres;
    }
    s = (s + stepS) | 0;
    t = (t + stepT) | 0;
    metres += stepMetres;
    red = (red + stepRed) | 0;
    green = (green + stepGreen) | 0;
    blue = (blue + stepBlue) | 0;
    fogRed = (fogRed + stepFogRed) | 0;
    fogGreen = (fogGreen + stepFogGreen) | 0;
    fogBlue = (fogBlue + stepFogBlue) | 0;
    clear = (clear + stepClear) | 0;
  }
}

/** Premultiplied cut-outs over what is there already; only what covers more than half becomes part of the depth. */
export function fillCutout({ words, depth }: Canvas32, level: Level, run: Stride): void {
  const { end, stepS, stepT, stepMetres, stepRed, stepGreen, stepBlue } = run;
  const { stepFogRed, stepFogGreen, stepFogBlue } = run;
  const { texels, base, width, maskX, maskY } = level;
  let { s, t, metres, red, green, blue, fogRed, fogGreen, fogBlue } = run;
  for (let pixel = run.pixel; pixel < end; pixel++) {
    if (metres < (depth[pixel] ?? 0)) {
      const row = t >> TEXEL_BITS;
      const column = s >> TEXEL_BITS;
      const texel = sample(
        texels,
        base + Math.imul(row & maskY, width),
        base + Math.imul((row + 1) & maskY, width),
        column & maskX,
        (column + 1) & maskX,
        (s >> 4) & 255,
        (t >> 4) & 255,
      );
      if (texel !== 0) {
        const under = (words[pixel] ?? 0) | 0;
        const mark = (texel >>> 24) + (texel >>> 31);
        const keep = (256 - mark) << 8;
        words[pixel] = pack(
          Math.imul(under & 255, keep) + Math.imul(texel & 255, red) + Math.imul(fogRed >> 8, mark) + HALF,
          Math.imul((under >>> 8) & 255, keep) +
            Math.imul((texel >>> 8) & 255, green) +
            Math.imul(fogGreen >> 8, mark) +
            HALF,
          Math.imul((under >>> 16) & 255, keep) +
            Math.imul((texel >>> 16) & 255, blue) +
            Math.imul(fogBlue >> 8, mark) +
            HALF,
        );
        if (mark > 128) depth[pixel] = metres;
      }
    }
    s = (s + stepS) | 0;
    t = (t + stepT) | 0;
    metres += stepMetres;
    red = (red + stepRed) | 0;
    green = (green + stepGreen) | 0;
    blue = (blue + stepBlue) | 0;
    fogRed = (fogRed + stepFogRed) | 0;
    fogGreen = (fogGreen + stepFogGreen) | 0;
    fogBlue = (fogBlue + stepFogBlue) | 0;
  }
}
