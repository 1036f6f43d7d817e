import { expect, test } from 'vitest';
import type { EngineInput } from '../engine.ts';
import { FAMILIES, type Family, type PictureClass, type Traits } from './families.ts';
import { sizeOf, sizeText } from './picture-size.ts';

const picture = (width: number, height: number): EngineInput => ({
  path: '/picture.png',
  mediaType: 'image/png',
  width,
  height,
  durationSeconds: null,
  publicUrl: null,
});

function sizeFor(family: Family, pictureClass: PictureClass, given: EngineInput): string | null {
  const size = sizeOf({ mode: 'image_to_video', pictureClass, aspectRatio: '16:9' }, given, FAMILIES[family]);
  return size && sizeText(size);
}

test('every listed size has sides that its family takes', () => {
  for (const { sizes, multipleOf } of Object.values<Traits>(FAMILIES))
    for (const byShape of Object.values(sizes))
      for (const { width, height } of Object.values(byShape))
        expect([width % multipleOf, height % multipleOf]).toEqual([0, 0]);
});

test('a picture keeps its shape, in steps of the model', () => {
  expect(sizeFor('wan2.2', '720p', picture(1920, 1080))).toBe('1280x720');
  expect(sizeFor('wan2.2', '720p', picture(480, 640))).toBe('720x960');
  expect(sizeFor('wan2.2', '720p', picture(500, 500))).toBe('720x720');
  expect(sizeFor('ltx-2', '1080p', picture(1280, 720))).toBe('1920x1088');
});

test('a long picture has no more pixels than the largest of its class', () => {
  for (const family of ['wan2.2', 'ltx-2', 'wan-animate'] as const)
    for (const given of [picture(2500, 1000), picture(300, 750), picture(1999, 1001)])
      for (const pictureClass of ['720p', '1080p'] as const) {
        const size = sizeOf(
          { mode: 'motion_control', pictureClass, aspectRatio: '16:9' },
          given,
          FAMILIES[family],
        );
        const { sizes }: Traits = FAMILIES[family];
        const wide = sizes[pictureClass]?.['16:9'];
        const { width = 0, height = 0 } = size ?? {};
        expect(width * height).toBeLessThanOrEqual((wide?.width ?? 0) * (wide?.height ?? 0));
        expect(width * height).toBeGreaterThan(0);
        expect([width % FAMILIES[family].multipleOf, height % FAMILIES[family].multipleOf]).toEqual([0, 0]);
      }
});

test('where only some sizes are made, a picture gets the nearest', () => {
  expect(sizeFor('openai', '720p', picture(640, 480))).toBe('1280x720');
  expect(sizeFor('openai', '1080p', picture(480, 640))).toBe('1024x1792');
});
