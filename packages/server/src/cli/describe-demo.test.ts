import type { Generation } from '@reelay/client';
import { expect, test } from 'vitest';
import { describeDemo } from './describe-demo.ts';

const GENERATION: Generation = {
  generation_id: '019a0000-0000-7000-8000-000000000000',
  status: 'completed',
  prompt: '',
  created_at: '2030-01-01T00:00:00Z',
  video_url: 'http://localhost/v.mp4',
  version: '3.0',
  duration: '5',
  model: 'kling_3_motion',
  message: null,
  error: null,
  price: '0.2050',
  progress: 100,
  queue_position: null,
  eta_seconds: null,
  seed: 7,
  engine: 'studio',
  poster_url: null,
  engine_report: null,
};
const FILM = { width: 720, height: 852, fps: 24, frames: 101, understood: [], notUnderstood: [] };

const describe = (engine_report: Generation['engine_report'], quoted = '0.2050'): string =>
  describeDemo({
    path: '/out/demo.mp4',
    from: 'text',
    byteCount: 1_300_000,
    generation: { ...GENERATION, engine_report },
    quoted,
    seconds: 12.34,
  });

test('says the length and size of the film, and what it cost', () => {
  const text = describe({ ...FILM, sound: null });
  for (const part of ['720x852', '101 frames', '4.2 s', 'quoted $0.2050', 'settled $0.2050', 'none'])
    expect(text).toContain(part);
});

test('a price that followed from the length was never quoted', () => {
  expect(describe(FILM, 'calculating')).toContain('by the length of the video, settled $0.2050');
});

test('says of a picture what moves, and of a character what was found and approximated', () => {
  const picture = { moves: ['dolly_in'], effects: ['snow'], notShown: ['a second cat'] };
  const heard = { from: 'scene', heard: ['wind', 'score: calm'] };
  expect(describe({ ...FILM, picture, sound: heard })).toMatch(
    /sound +wind, score: calm\n.*camera +dolly_in\neffects +snow\nnot shown +a second cat/s,
  );
  const motion = {
    skeleton: 'silhouette',
    driverSeenShare: 0.987,
    movingLimbs: ['left arm'],
    approximations: ['The back is not shown.'],
  };
  const text = describe({ ...FILM, motion, sound: { from: 'driver' } });
  for (const part of ['its silhouette', '99 %', 'left arm', 'The back is not shown.', "video's own"])
    expect(text).toContain(part);
});

test('a report of another shape only means that less is shown', () => {
  expect(describe({ engine: 'other' })).toContain('duration        5 s');
});
