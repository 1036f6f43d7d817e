import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { JsonValue } from '../../kernel/json.ts';
import { framesOf, sizeOf } from './picture-size.ts';
import { fill } from './placeholders.ts';
import { findWorkflow, loadWorkflows, readWorkflow } from './workflows.ts';

const node = (inputs: Record<string, JsonValue>) => ({ a: { class_type: 'A', inputs } });

test('a text that is only a placeholder becomes the value in its type, within others it becomes text', () => {
  const filled = fill(
    node({ seed: '{{seed}}', prompt: 'A film: {{prompt}} ({{width}})', link: ['b', 0], on: '{{sound}}' }),
    { seed: 7, prompt: 'a ball', width: 1_280, sound: false },
  );
  expect(filled).toEqual(node({ seed: 7, prompt: 'A film: a ball (1280)', link: ['b', 0], on: false }));
});

test('what a caller writes is never taken for a placeholder', () => {
  const filled = fill(node({ text: '{{prompt}}', more: 'x {{prompt}}' }), {
    prompt: '{{seed}} $& ',
    seed: 7,
  });
  expect(filled).toEqual(node({ text: '{{seed}} $& ', more: 'x {{seed}} $& ' }));
});

test('an operator’s file takes the place of a shipped one, for a mode or for one model of it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-workflows-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'mine.json');
  await writeFile(path, JSON.stringify(node({ text: '{{prompt}}', length: '{{frames}}' })));
  const workflows = loadWorkflows({
    workflows: { 'kling_3_pro/text_to_video': path, motion_control: null },
  });
  expect(findWorkflow(workflows, 'kling_3_pro', 'text_to_video')).toMatchObject({
    name: 'mine.json',
    classes: ['A'],
  });
  expect(findWorkflow(workflows, 'kling_3', 'text_to_video')?.name).toBe('wan-2.2-text-to-video.json');
  expect(findWorkflow(workflows, 'kling_3_motion', 'motion_control')).toBeNull();
});

const read =
  (json: JsonValue, mode: 'text_to_video' | 'motion_control' = 'text_to_video') =>
  () =>
    readWorkflow(json, 'mine.json', mode);

test('a file that cannot be used is refused with a sentence that says what to do', () => {
  expect(read({ nodes: [], links: [] })).toThrow(/mine\.json is not in API format.*Export \(API\)/);
  expect(read({})).toThrow(/not in API format/);
  expect(read(node({ text: '{{prompt}}' }))).toThrow(/has no \{\{frames\}\}/);
  expect(read(node({ text: '{{prompt}} {{frames}} {{colour}}' }))).toThrow(
    /\{\{colour\}\}, which stands for/,
  );
  expect(read(node({ text: '{{prompt}} {{frames}} {{image}}' }))).toThrow(/\{\{image\}\}, which stands for/);
  expect(read(node({ image: '{{image}}' }), 'motion_control')).toThrow(/has no \{\{video\}\}/);
  expect(() => loadWorkflows({ workflows: { text_to_video: '/nowhere/x.json' } })).toThrow(
    /x\.json cannot be read/,
  );
});

test('sizes and frames come in the steps of the model, and there are never too few frames', () => {
  const asked = { aspectRatio: '16:9', pictureClass: '720p' } as const;
  expect(sizeOf(asked, undefined, 16)).toEqual({ width: 1_280, height: 720 });
  expect(sizeOf({ ...asked, pictureClass: '1080p' }, undefined, 16)).toEqual({ width: 1_920, height: 1_088 });
  expect(sizeOf(asked, { width: 900, height: 1_600 }, 32)).toEqual({ width: 736, height: 1_280 });
  expect(sizeOf(asked, { width: 9_000, height: 100 }, 16)).toEqual({ width: 1_808, height: 720 });
  expect([framesOf(5, 16, 4), framesOf(5, 24, 8), framesOf(5, 16, 1), framesOf(0.01, 16, 4)]).toEqual([
    81, 121, 80, 1,
  ]);
});
