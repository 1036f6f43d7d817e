import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { probeVideo } from '../src/codec/probe-video.ts';
import { meanDifference } from '../src/quality/clip-metrics.ts';
import { PARALLAX_SCENES, freezeScene } from '../src/quality/parallax/view-pair.ts';
import { DRIVER_SHAPE, renderDriver } from '../src/quality/performer/render-driver.ts';
import { scoreKeypoints } from '../src/quality/keypoint-metrics.ts';
import { writeDriver } from '../src/quality/trial-media.ts';
import { createVision } from '../src/vision/create-vision.ts';

test('nothing but the camera moves in a frozen scene', async () => {
  const [scene] = PARALLAX_SCENES;
  if (scene === undefined) throw new Error('there are no scenes');
  const frozen = await freezeScene(scene, 320, 180);
  const once = frozen.pair('truck_right');
  const again = frozen.pair('dolly_in');
  expect(meanDifference(once.before, again.before)).toBe(0);
  expect(meanDifference(once.before, once.after)).toBeGreaterThan(5);
});

test('the same performance gives the same pixels', () => {
  const options = { ...DRIVER_SHAPE, look: 'dancer', seconds: 1 } as const;
  const first = renderDriver('dance', options).draw(9);
  expect(meanDifference(first, renderDriver('dance', options).draw(9))).toBe(0);
});

test('a performance becomes a video with sound of its own length', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reelay-driver-'));
  try {
    const path = join(folder, 'driver.mp4');
    const shape = { width: 216, height: 288, fps: 24, look: 'runner', seconds: 1 } as const;
    await writeDriver(renderDriver('clap', shape), path);
    expect(await probeVideo(path)).toMatchObject({
      width: 216,
      height: 288,
      frames: 24,
      fps: 24,
      audio: { sampleRate: 48_000, channels: 2 },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the pose network sees the performers, and their joints where they are', async () => {
  const vision = await createVision();
  const unseen: string[] = [];
  try {
    for (const [act, look] of [
      ['wave', 'runner'],
      ['squat', 'dancer'],
      ['jumping_jacks', 'neighbour'],
      ['dance', 'student'],
    ] as const) {
      const driver = renderDriver(act, { ...DRIVER_SHAPE, look, seconds: 2 });
      for (const frame of [6, 20, 34]) {
        const [person] = await vision.findPeople(driver.draw(frame));
        const score = scoreKeypoints([driver.landmarks(frame)], [person?.landmarks ?? null]);
        if (score.pck20 < 0.8) unseen.push(`${act} in frame ${frame}: ${score.pck20}`);
      }
    }
  } finally {
    await vision.close();
  }
  expect(unseen).toEqual([]);
});
