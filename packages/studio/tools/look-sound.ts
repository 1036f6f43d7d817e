import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { compilePrompt } from '../src/prompt/compile.ts';
import type { PcmSound } from '../src/codec/pcm-sound.ts';
import { measureLoudness } from '../src/sound/master/loudness.ts';
import { truePeak } from '../src/sound/master/true-peak.ts';
import { scoreScene } from '../src/sound/score-scene.ts';

/**
 * Lets a sound be looked at: for each prompt a WAV and a picture of its wave and spectrogram (40 Hz at the bottom to 20 kHz,
 * logarithmic, 75 dB from black to white).
 * `node tools/look-sound.ts "<prompt>" ["<prompt>" ...] --out <directory> [--seconds 10] [--seed 1] [--negative "<words>"]`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    negative: { type: 'string' },
  },
});

const WIDTH = 1200;
const WAVE_HEIGHT = 110;
const SPECTRUM_HEIGHT = 420;
const WINDOW = 4096;
const LOWEST_HZ = 40;
const HIGHEST_HZ = 20_000;

async function lookAtSounds(): Promise<void> {
  await mkdir(values.out, { recursive: true });
  for (const prompt of positionals) {
    const graph = compilePrompt(prompt, values.negative ?? null);
    const start = process.cpuUsage();
    const { sound, report } = scoreScene(graph, {
      seconds: Number(values.seconds),
      seed: Number(values.seed),
    });
    const { user, system } = process.cpuUsage(start);
    const name = prompt
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, '-')
      .slice(0, 60);
    await writeFile(join(values.out, `${name}.wav`), wavOf(sound));
    await sharp(pictureOf(sound), {
      raw: { width: WIDTH, height: WAVE_HEIGHT + SPECTRUM_HEIGHT, channels: 3 },
    })
      .png()
      .toFile(join(values.out, `${name}.png`));
    const peak = (20 * Math.log10(truePeak(sound))).toFixed(1);
    const loudness = measureLoudness(sound).toFixed(1);
    const cpu = ((user + system) / 1e6).toFixed(2);
    console.log(`${name}\n  ${report.heard.join(' · ')}\n  ${loudness} LUFS, ${peak} dBTP, ${cpu} s CPU`);
  }
}

/** 16-bit PCM in a RIFF container. */
function wavOf({ left, right, sampleRate }: PcmSound): Buffer {
  const bytes = Buffer.alloc(44 + left.length * 4);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(left.length * 4, 40);
  for (let i = 0; i < left.length; i++) {
    bytes.writeInt16LE(Math.round((left[i] ?? 0) * 32_767), 44 + i * 4);
    bytes.writeInt16LE(Math.round((right[i] ?? 0) * 32_767), 46 + i * 4);
  }
  return bytes;
}

function pictureOf(sound: PcmSound): Buffer {
  const picture = Buffer.alloc(WIDTH * (WAVE_HEIGHT + SPECTRUM_HEIGHT) * 3);
  const count = sound.left.length;
  const set = (x: number, y: number, colour: readonly [number, number, number]): void => {
    for (let c = 0; c < 3; c++) picture[(y * WIDTH + x) * 3 + c] = Math.round(colour[c] ?? 0);
  };
  for (let x = 0; x < WIDTH; x++) {
    let low = 0;
    let high = 0;
    const end = Math.floor(((x + 1) * count) / WIDTH);
    for (let i = Math.floor((x * count) / WIDTH); i < end; i++) {
      low = Math.min(low, sound.left[i] ?? 0, sound.right[i] ?? 0);
      high = Math.max(high, sound.left[i] ?? 0, sound.right[i] ?? 0);
    }
    const top = Math.max(0, Math.round((WAVE_HEIGHT / 2) * (1 - high)));
    const bottom = Math.min(WAVE_HEIGHT - 1, Math.round((WAVE_HEIGHT / 2) * (1 - low)));
    for (let y = top; y <= bottom; y++) set(x, y, [90, 200, 140]);
    const levels = spectrumAt(sound, Math.round(((x + 0.5) * count) / WIDTH));
    for (let y = 0; y < SPECTRUM_HEIGHT; y++) {
      const hz = LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (1 - y / SPECTRUM_HEIGHT);
      set(x, WAVE_HEIGHT + y, heat(levels[Math.round((hz * WINDOW) / sound.sampleRate)] ?? 0));
    }
  }
  return picture;
}

/** Level of each frequency bin around a sample, 0 (-100 dB and less) .. 1 (-25 dB and more). */
function spectrumAt({ left, right }: PcmSound, centre: number): Float64Array {
  const real = new Float64Array(WINDOW);
  const imaginary = new Float64Array(WINDOW);
  for (let i = 0; i < WINDOW; i++) {
    const at = centre - WINDOW / 2 + i;
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW);
    real[i] = ((left[at] ?? 0) + (right[at] ?? 0)) * 0.5 * window;
  }
  transform(real, imaginary);
  const levels = new Float64Array(WINDOW / 2);
  for (let bin = 0; bin < levels.length; bin++) {
    const power = ((real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2) * (4 / WINDOW) ** 2;
    levels[bin] = Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-12) + 100) / 75));
  }
  return levels;
}

/** Fast Fourier transform in place (radix 2, decimation in time). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const count = real.length;
  for (let i = 1, j = 0; i < count; i++) {
    let bit = count >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const value = real[i] ?? 0;
      real[i] = real[j] ?? 0;
      real[j] = value;
    }
  }
  for (let length = 2; length <= count; length <<= 1) {
    const angle = (-2 * Math.PI) / length;
    for (let k = 0; k < length / 2; k++) {
      const cosine = Math.cos(angle * k);
      const sine = Math.sin(angle * k);
      for (let start = k; start < count; start += length) {
        const other = start + length / 2;
        const re = (real[other] ?? 0) * cosine - (imaginary[other] ?? 0) * sine;
        const im = (real[other] ?? 0) * sine + (imaginary[other] ?? 0) * cosine;
        real[other] = (real[start] ?? 0) - re;
        imaginary[other] = (imaginary[start] ?? 0) - im;
        real[start] = (real[start] ?? 0) + re;
        imaginary[start] = (imaginary[start] ?? 0) + im;
      }
    }
  }
}

/** Black, violet, orange, white. */
function heat(level: number): readonly [number, number, number] {
  const bright = Math.max(0, level - 0.45) / 0.55;
  const violet = level < 0.4 ? level * 1.6 : Math.max(0, 0.64 - (level - 0.4) * 2);
  const blue = level < 0.8 ? violet : (level - 0.8) * 5;
  return [255 * Math.min(1, level * 1.7), 255 * bright, 255 * Math.min(1, blue)];
}

await lookAtSounds();
