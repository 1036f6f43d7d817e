import { expect, test } from 'vitest';
import { ALL_MODEL_IDS } from '../../contract/models.ts';
import type { Wish } from '../engine.ts';
import { ENDPOINTS } from './endpoints.ts';
import { fieldSetOf } from './field-sets.ts';
import { FalOptions } from './options.ts';
import { supportOf } from './support.ts';

const ask = (wish: Wish, models = {}, hasPublicUrl = true) =>
  supportOf(wish, FalOptions.parse({ apiKey: 'key', models }).models, hasPublicUrl);
const text = (model: string, wish: Partial<Wish> = {}): Wish => ({ model, mode: 'text_to_video', ...wish });
const picture = (model: string, wish: Partial<Wish> = {}): Wish => ({
  model,
  mode: 'image_to_video',
  ...wish,
});

test('every model of ours has an endpoint, and every endpoint the fields that its path says', () => {
  expect(Object.keys(ENDPOINTS).sort()).toEqual([...ALL_MODEL_IDS].sort());
  for (const target of Object.values(ENDPOINTS).flatMap((targets) => Object.values(targets)))
    expect([target.endpoint, fieldSetOf(target.endpoint)]).toEqual([target.endpoint, target.fields]);
});

test.each<[string, Wish, RegExp]>([
  ['text with 2.5 Turbo standard', text('kling_2.5_turbo'), /models\.kling_2\.5_turbo\.text_to_video/],
  ['text with O1', text('kling_o1'), /take another model/],
  ['motion with a film model', { model: 'kling_3', mode: 'motion_control' }, /motion_control/],
  ['a model that is none', text('constructor'), /no endpoint/],
  ['several pictures with 3.0', picture('kling_3', { furtherImageCount: 1 }), /one picture in images/],
  ['eight pictures with O3', picture('kling_o3', { furtherImageCount: 7 }), /at most 7 pictures in images/],
  ['7 seconds with 2.6', text('kling_2.6', { durationSeconds: 7 }), /duration 7 .* 5 or 10/],
  ['11 seconds with O1', picture('kling_o1', { durationSeconds: 11 }), /duration 11 .* 3 to 10/],
  ['sound with 2.5', picture('kling_2.5_turbo', { sound: true }), /sound/],
  ['a camera move', text('kling_3', { cameraControl: { type: 'down_back' } }), /camera_control/],
  ['a prompt that is too long', text('kling_3', { prompt: 'a'.repeat(2_501) }), /shorten/],
])('%s is refused with a sentence', (_name, wish, why) => {
  const support = ask(wish);
  expect(support).toMatchObject({ supported: false, why: expect.stringMatching(why) });
});

test('motion control needs a public address and says which setting gives one', () => {
  const wish: Wish = { model: 'kling_3_motion', mode: 'motion_control' };
  expect(ask(wish)).toEqual({ supported: true });
  expect(ask(wish, {}, false)).toMatchObject({ why: expect.stringContaining('REELAY_PUBLIC_URL') });
});

test('what is done differently is noted', () => {
  expect(ask(text('kling_3', { seed: 3, negativePrompt: 'fog', cfgScale: 1, sound: true }))).toEqual({
    supported: true,
    notes: [expect.stringContaining('seed')],
  });
  expect(ask(picture('kling_o1', { furtherImageCount: 1, negativePrompt: 'fog', cfgScale: 1 }))).toEqual({
    supported: true,
    notes: [
      expect.stringContaining('cfg_scale'),
      expect.stringContaining('negative_prompt'),
      expect.stringContaining('not the first frame'),
    ],
  });
});

test('an operator can name endpoints, and the note says so', () => {
  const endpoint = 'fal-ai/kling-video/v2.5-turbo/pro/text-to-video';
  expect(ask(text('kling_2.5_turbo'), { 'kling_2.5_turbo': { text_to_video: endpoint } })).toEqual({
    supported: true,
    notes: [expect.stringContaining(endpoint)],
  });
});

test.each([
  ['an address', { kling_3: { text_to_video: 'https://fal.run/a' } }],
  ['a way out of the path', { kling_3: { text_to_video: 'fal-ai/../secrets' } }],
  ['an endpoint whose fields are not known', { kling_3: { text_to_video: 'someone/new-model' } }],
  ['an endpoint of another use', { kling_3: { text_to_video: 'fal-ai/kling-video/v3/pro/image-to-video' } }],
  ['one picture for several', { kling_3: { references: 'fal-ai/kling-video/v3/pro/image-to-video' } }],
  ['a use that is none', { kling_3: { lip_sync: 'fal-ai/kling-video/v3/pro/image-to-video' } }],
])('%s is no endpoint of an operator', (_name, models) => {
  expect(FalOptions.safeParse({ apiKey: 'key', models }).success).toBe(false);
});

test('an endpoint of another owner can be described by its fields', () => {
  const target = { endpoint: 'someone/new-model', fields: 'v3-text' };
  expect(
    FalOptions.safeParse({ apiKey: 'key', models: { kling_3: { text_to_video: target } } }).success,
  ).toBe(true);
});
