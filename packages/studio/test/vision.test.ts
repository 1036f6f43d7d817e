import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFrames } from '../src/codec/decode-frames.ts';
import type { Picture } from '../src/pixels/picture.ts';
import { createVision } from '../src/vision/create-vision.ts';
import { loadRuntime } from '../src/vision/load-runtime.ts';
import type { NetworkRuntime } from '../src/vision/networks.ts';
import { LANDMARKS, type Pose, type Vision } from '../src/vision/vision.ts';

const WIDTH = 360;
const HEIGHT = 480;

function limb(points: string, colour: string, width: number): string {
  return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** A drawn person, simple but rounded and shaded, on a wall and a floor; `raise` lifts the (person's) left hand by pixels. */
async function person(raise = 0): Promise<Picture> {
  const wrist = { x: 262, y: 290 - raise };
  const elbow = { x: 250, y: 235 - raise * 0.35 };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#c9d3da"/><stop offset="1" stop-color="#aab4ba"/></linearGradient>
    <linearGradient id="shirt" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#8d2430"/><stop offset=".5" stop-color="#c23a48"/><stop offset="1" stop-color="#8d2430"/></linearGradient></defs>
    <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/><rect y="400" width="${WIDTH}" height="80" fill="#7d7468"/>
    ${limb('160,270 158,345 156,420', '#2b3550', 34)}${limb('200,270 202,345 204,420', '#303a58', 34)}
    ${limb('156,432 146,436', '#222', 18)}${limb('204,432 214,436', '#222', 18)}
    ${limb('142,160 112,235 100,290', '#c79a7d', 19)}${limb(`218,160 ${elbow.x},${elbow.y} ${wrist.x},${wrist.y}`, '#c79a7d', 19)}
    ${limb('142,158 124,205', '#a52c39', 27)}${limb(`218,158 ${218 + (elbow.x - 218) * 0.6},${158 + (elbow.y - 158) * 0.6}`, '#a52c39', 27)}
    <path d="M138 148 Q180 132 222 148 L212 280 Q180 290 148 280 Z" fill="url(#shirt)"/>
    <rect x="168" y="120" width="24" height="28" fill="#bd8e72"/><ellipse cx="180" cy="95" rx="27" ry="34" fill="#d9ab8c"/>
    <path d="M151 96 Q150 54 180 55 Q210 54 209 96 Q204 74 180 74 Q156 74 151 96 Z" fill="#3a2a20"/>
    <ellipse cx="169" cy="94" rx="4" ry="2.4" fill="#fff"/><ellipse cx="191" cy="94" rx="4" ry="2.4" fill="#fff"/>
    <circle cx="169" cy="94" r="2.2" fill="#222"/><circle cx="191" cy="94" r="2.2" fill="#222"/>
    <path d="M180 96 L177 106 L183 106" fill="none" stroke="#a87a5f" stroke-width="2"/><path d="M171 115 Q180 120 189 115" fill="none" stroke="#8d4a44" stroke-width="3"/>
  </svg>`;
  const data = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
  return { width: WIDTH, height: HEIGHT, rgba: new Uint8ClampedArray(data) };
}

function at(
  pose: Pose | undefined,
  name: keyof typeof LANDMARKS,
): { readonly x: number; readonly y: number } {
  return pose?.landmarks[LANDMARKS[name]] ?? { x: -1, y: -1 };
}

async function trialFrames(file: string): Promise<Picture[]> {
  const frames: Picture[] = [];
  await decodeFrames(file, ({ width, height, rgba }) => {
    frames.push({ width, height, rgba: new Uint8ClampedArray(rgba.buffer) });
  });
  return frames;
}

let vision: Vision;
beforeAll(async () => {
  vision = await createVision();
});
afterAll(() => vision.close());

describe('vision with networks', () => {
  it('names them', () => {
    expect(vision.sources).toEqual({
      matte: 'u2netp+selfie-segmentation',
      pose: 'blazepose-full+movenet-thunder',
    });
  });

  it('cuts a person out of a room, the same way every time', async () => {
    const matte = await vision.matte(await person());
    expect(matte.confidence).toBeGreaterThan(0.8);
    const value = (x: number, y: number): number => matte.alpha.values[y * WIDTH + x] ?? 0;
    for (const [x, y] of [
      [180, 95],
      [180, 200],
      [158, 345],
      [203, 345],
      [110, 240],
    ] as const)
      expect(value(x, y), `${x},${y}`).toBeGreaterThan(0.9);
    for (const [x, y] of [
      [20, 20],
      [340, 300],
      [180, 380],
      [60, 200],
      [180, 20],
    ] as const)
      expect(value(x, y), `${x},${y}`).toBeLessThan(0.1);
    expect((await vision.matte(await person())).alpha.values).toEqual(matte.alpha.values);
  });

  it('finds the person, with their own left and right', async () => {
    const people = await vision.findPeople(await person());
    expect(people).toHaveLength(1);
    expect(at(people[0], 'nose').y).toBeLessThan(125);
    expect(at(people[0], 'leftShoulder').x).toBeGreaterThan(at(people[0], 'rightShoulder').x);
    expect(Math.hypot(at(people[0], 'leftWrist').x - 262, at(people[0], 'leftWrist').y - 290)).toBeLessThan(
      35,
    );
    expect(at(people[0], 'leftAnkle').y).toBeGreaterThan(390);
  });

  it('finds nobody on an empty wall', async () => {
    const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(180);
    expect(await vision.findPeople({ width: WIDTH, height: HEIGHT, rgba })).toEqual([]);
  });

  it('follows a raised hand, and fills in the pictures in which nobody is seen', async () => {
    const tracker = vision.trackPerson(15);
    const empty = { width: WIDTH, height: HEIGHT, rgba: new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(180) };
    for (let frame = 0; frame < 16; frame++)
      await tracker?.add(frame === 7 || frame === 8 ? empty : await person(frame * 8));
    const track = tracker?.finish();
    expect(track?.poses).toHaveLength(16);
    expect(track?.seenShare).toBeCloseTo(14 / 16, 5);
    const heights = track?.poses.map((pose) => at(pose, 'leftWrist').y) ?? [];
    expect((heights[0] ?? 0) - (heights[15] ?? 0)).toBeGreaterThan(80);
    expect(heights[7]).toBeGreaterThan((heights[10] ?? 0) - 5);
    expect(heights[8]).toBeLessThan((heights[5] ?? 0) + 5);
    expect(track?.poses[7]?.score).toBe(0);
  });

  it('has no track of an empty film', async () => {
    const tracker = vision.trackPerson(15);
    for (let frame = 0; frame < 4; frame++)
      await tracker?.add({ width: 320, height: 240, rgba: new Uint8ClampedArray(320 * 240 * 4).fill(90) });
    expect(tracker?.finish()).toBeNull();
  });
});

describe('the networks of one vision', () => {
  it('are opened once each, when first needed, and released at the end', async () => {
    const runtime = await loadRuntime();
    if (!runtime) throw new Error('no networks are installed');
    const opened: string[] = [];
    let released = 0;
    const create = async (...given: Parameters<NetworkRuntime['ort']['InferenceSession']['create']>) => {
      opened.push(String(given[0]));
      const session = await runtime.ort.InferenceSession.create(...given);
      const release = session.release.bind(session);
      session.release = () => {
        released++;
        return release();
      };
      return session;
    };
    const counted = { ...runtime, ort: { ...runtime.ort, InferenceSession: { create } } } as NetworkRuntime;
    const own = await createVision({ runtime: counted });
    expect(opened).toEqual([]);
    const picture = await person();
    await own.findPeople(picture);
    await own.findPeople(picture);
    expect(new Set(opened).size).toBe(3);
    expect(opened).toHaveLength(3);
    await own.close();
    expect(released).toBe(3);
    await expect(own.findPeople(picture)).rejects.toThrow();
  });
});

describe('the runtime of the networks', () => {
  it('keeps its reports to itself: no identifier, no log, nothing to be sent', async () => {
    const home = await mkdtemp(join(tmpdir(), 'reelay-home-'));
    try {
      const vision = new URL('../src/vision/create-vision.ts', import.meta.url).href;
      const program = `
        const { createVision } = await import(${JSON.stringify(vision)});
        const vision = await createVision();
        const picture = { width: 64, height: 64, rgba: new Uint8ClampedArray(64 * 64 * 4).fill(255) };
        console.log((await vision.findPeople(picture)).length, vision.sources.pose);
        await vision.close();`;
      // Without the variables by which the runtime knows a build server, where it is silent anyway.
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', program],
        { env: { HOME: home, TMPDIR: home } },
      );
      expect(stdout.trim()).toBe('0 blazepose-full+movenet-thunder');
      expect(await readdir(home)).toEqual([]);
    } finally {
      await rm(home, { recursive: true });
    }
  });
});

/** A folder with footage that may not be part of the project. */
const TRIAL_MEDIA = process.env['REELAY_TRIAL_MEDIA'] ?? '';
const SQUATS = join(TRIAL_MEDIA, 'tfjs-squats.mp4');

describe.skipIf(TRIAL_MEDIA === '' || !existsSync(SQUATS))('on real footage', () => {
  it("lies within 3 % of the body's height of MediaPipe's own answers", async () => {
    const golden = JSON.parse(
      readFileSync(join(TRIAL_MEDIA, 'tfjs-squats.golden.json'), 'utf8'),
    ) as (readonly number[])[][];
    const frames = await trialFrames(SQUATS);
    const tracker = vision.trackPerson(5);
    for (const frame of frames) await tracker?.add(frame);
    const track = tracker?.finish();
    expect(track?.seenShare).toBe(1);
    let sum = 0;
    let count = 0;
    for (const [frame, points] of golden.entries()) {
      const heights = points.map(([, y = 0]) => y);
      const height = Math.max(...heights) - Math.min(...heights);
      for (const [landmark, [x = 0, y = 0]] of points.entries()) {
        const found = track?.poses[frame]?.landmarks[landmark];
        sum += found ? Math.hypot(found.x - x, found.y - y) / height : 1;
        count++;
      }
    }
    expect(sum / count).toBeLessThan(0.03);
  });
});
