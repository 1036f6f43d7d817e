/**
 * What motion control makes of a driver and a character, as a strip of frames: the driver above, the result below, with the
 * joints beside it where `--joints` is given.
 *
 *   node packages/studio/tools/look-motion.ts DRIVER CHARACTER --out DIRECTORY [--frames 6] [--class 720p] [--video] [--joints] [--full]
 *
 * DRIVER: a video, or jack, wave, walk, turn. CHARACTER: a picture, or the words of a prompt, of which frame 0 is taken.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { OverlayOptions } from 'sharp';
import { decodeFrames } from '../src/codec/decode-frames.ts';
import { probeVideo } from '../src/codec/probe-video.ts';
import { planPuppet } from '../src/motion/plan-puppet.ts';
import { createPuppetPainter } from '../src/motion/puppet-painter.ts';
import type { PuppetPlan } from '../src/motion/puppet-plan.ts';
import { createPicture } from '../src/pixels/picture.ts';
import type { Picture } from '../src/pixels/picture.ts';
import { compilePrompt } from '../src/prompt/compile.ts';
import { bakeShot, drawFrame } from '../src/render/draw-frame.ts';
import { createFrame } from '../src/render/frame.ts';
import { directShot } from '../src/scene/direct-shot.ts';
import { createVision } from '../src/vision/create-vision.ts';
import type { Pose, PoseTrack, Vision } from '../src/vision/vision.ts';
import { SYNTHETIC_DRIVERS, syntheticTrack } from '../test/motion-drivers.ts';

const TILE_HEIGHT = 480;
const STICKS = [
  [11, 12],
  [11, 13],
  [13, 15],
  [15, 19],
  [12, 14],
  [14, 16],
  [16, 20],
  [11, 23],
  [12, 24],
  [23, 24],
  [23, 25],
  [25, 27],
  [27, 31],
  [24, 26],
  [26, 28],
  [28, 32],
  [7, 8],
  [0, 7],
  [0, 8],
] as const;

interface Driver {
  readonly track: PoseTrack;
  readonly pictures: readonly Picture[];
}

async function readDriver(source: string, vision: Vision): Promise<Driver> {
  for (const [name, stance] of Object.entries(SYNTHETIC_DRIVERS))
    if (name === source) return { track: syntheticTrack(stance, 4, 24), pictures: [] };
  const { fps } = await probeVideo(source);
  const tracker = vision.trackPerson(fps);
  if (!tracker) throw new Error('no pose network');
  const pictures: Picture[] = [];
  await decodeFrames(source, async ({ width, height, rgba }) => {
    const picture = createPicture(width, height);
    picture.rgba.set(rgba);
    pictures.push(picture);
    await tracker.add(picture);
  });
  const track = tracker.finish();
  if (!track) throw new Error('no person in the driver');
  return { track, pictures };
}

async function readCharacter(source: string): Promise<Picture> {
  if (existsSync(source)) {
    const { data, info } = await sharp(source).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const picture = createPicture(info.width, info.height);
    picture.rgba.set(data);
    return picture;
  }
  const shot = directShot(compilePrompt(source, null), {
    seed: 7,
    cfgScale: 0.7,
    width: 1280,
    height: 720,
    fps: 24,
    durationSeconds: 2,
  });
  const frame = createFrame(1280, 720, false);
  drawFrame(frame, shot, await bakeShot(shot), 0);
  const picture = createPicture(1280, 720);
  picture.rgba.set(frame.rgba);
  return picture;
}

function sticks(pose: Pose, width: number, height: number, scale: number): Buffer {
  const lines = STICKS.map(([a, b]) => {
    const from = pose.landmarks[a];
    const to = pose.landmarks[b];
    return `<line x1="${(from?.x ?? 0) * scale}" y1="${(from?.y ?? 0) * scale}" x2="${(to?.x ?? 0) * scale}" y2="${(to?.y ?? 0) * scale}" stroke="#5cf" stroke-width="4"/>`;
  });
  return Buffer.from(`<svg width="${width}" height="${height}">${lines.join('')}</svg>`);
}

async function driverTile(driver: Driver, seconds: number, width: number): Promise<Buffer> {
  const { track } = driver;
  const index = Math.min(track.poses.length - 1, Math.round(seconds * track.fps));
  const scale = TILE_HEIGHT / track.height;
  const own = Math.round(track.width * scale);
  const picture = driver.pictures[index];
  const base = picture
    ? sharp(picture.rgba, { raw: { width: picture.width, height: picture.height, channels: 4 } }).resize(
        own,
        TILE_HEIGHT,
      )
    : sharp({ create: { width: own, height: TILE_HEIGHT, channels: 3, background: '#123' } });
  const pose = track.poses[index];
  const drawn = pose ? base.composite([{ input: sticks(pose, own, TILE_HEIGHT, scale) }]) : base;
  return sharp(await drawn.png().toBuffer())
    .resize({ width, height: TILE_HEIGHT, fit: 'contain' })
    .png()
    .toBuffer();
}

function jointsOverlay(plan: PuppetPlan, frame: number, scale: number, width: number): Buffer {
  const count = plan.joints.length / plan.film.frameCount;
  let dots = '';
  for (let at = frame * count; at < (frame + 1) * count; at += 2)
    dots += `<circle cx="${(plan.joints[at] ?? 0) * scale}" cy="${(plan.joints[at + 1] ?? 0) * scale}" r="3" fill="#f0f"/>`;
  return Buffer.from(`<svg width="${width}" height="${TILE_HEIGHT}">${dots}</svg>`);
}

interface Look {
  readonly plan: PuppetPlan;
  readonly driver: Driver;
  readonly name: string;
  readonly out: string;
  readonly count: number;
  readonly hasJoints: boolean;
  readonly isFull: boolean;
}

/** Writes the strip and the empty background; returns CPU milliseconds a frame. */
async function writeStrip({ plan, driver, name, out, count, hasJoints, isFull }: Look): Promise<number> {
  const { film } = plan;
  const paint = createPuppetPainter(plan);
  const rgba = new Uint8ClampedArray(film.width * film.height * 4);
  const raw = { width: film.width, height: film.height, channels: 4 } as const;
  const scale = TILE_HEIGHT / film.height;
  const width = Math.round(film.width * scale);
  const tiles: OverlayOptions[] = [];
  let drawMs = 0;
  for (let i = 0; i < count; i++) {
    const frame = Math.round((i * (film.frameCount - 1)) / Math.max(1, count - 1));
    const before = process.cpuUsage();
    paint(rgba, frame);
    drawMs += milliseconds(before) / count;
    if (isFull)
      await sharp(rgba, { raw })
        .png()
        .toFile(join(out, `${name}-${frame}.png`));
    const small = sharp(await sharp(rgba, { raw }).resize(width, TILE_HEIGHT).png().toBuffer());
    const overlays = hasJoints ? [{ input: jointsOverlay(plan, frame, scale, width) }] : [];
    tiles.push({ input: await driverTile(driver, frame / film.fps, width), left: i * width, top: 0 });
    tiles.push({
      input: await small.composite(overlays).png().toBuffer(),
      left: i * width,
      top: TILE_HEIGHT,
    });
  }
  await sharp({ create: { width: width * count, height: TILE_HEIGHT * 2, channels: 3, background: '#000' } })
    .composite(tiles)
    .png()
    .toFile(join(out, `${name}.png`));
  await sharp(plan.background.rgba, { raw })
    .png()
    .toFile(join(out, `${name}-background.png`));
  return drawMs;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'motion-looks' },
      frames: { type: 'string', default: '6' },
      class: { type: 'string', default: '720p' },
      video: { type: 'boolean', default: false },
      joints: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
    },
  });
  const [driverSource = 'wave', characterSource = 'a man standing on a beach, front view, full body'] =
    positionals;
  mkdirSync(values.out, { recursive: true });
  const vision = await createVision();
  const driver = await readDriver(driverSource, vision);
  const character = await readCharacter(characterSource);
  const started = process.cpuUsage();
  const planned = await planPuppet(character, driver.track, vision, {
    durationSeconds: driver.track.poses.length / driver.track.fps,
    fps: Math.min(30, Math.max(24, Math.round(driver.track.fps))),
    pictureClass: values.class === '1080p' ? '1080p' : '720p',
    orientation: values.video ? 'video' : 'image',
    seed: 7,
  });
  await vision.close();
  if (planned.kind === 'no_figure') {
    console.log(`no figure: ${planned.seen}`);
    return;
  }
  const { film, report } = planned.plan;
  console.log(
    `${film.width}x${film.height}, ${film.frameCount} frames, planned in ${milliseconds(started).toFixed(0)} CPU ms`,
  );
  console.log(JSON.stringify(report, null, 1));
  const character24 = basename(characterSource).slice(0, 24).replaceAll(' ', '_');
  const drawMs = await writeStrip({
    plan: planned.plan,
    driver,
    name: `${basename(driverSource)}-${character24}${values.video ? '-video' : ''}`,
    out: values.out,
    count: Number(values.frames),
    hasJoints: values.joints,
    isFull: values.full,
  });
  console.log(`${drawMs.toFixed(1)} CPU ms a frame; strip and background in ${values.out}`);
}

function milliseconds(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1000;
}

await main();
