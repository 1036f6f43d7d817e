import { expect, onTestFinished, test } from 'vitest';
import { findModel } from '../../src/catalogue/models.ts';
import type { DurationRule, Model } from '../../src/catalogue/model.ts';
import { ALL_MODEL_IDS } from '../../src/contract/models.ts';
import type { Engine, EngineRequest, Wish } from '../../src/engines/engine.ts';
import { newId } from '../../src/kernel/ids.ts';
import { GENERATION_MODES, type GenerationMode } from '../../src/kernel/environment.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { anEngineRequest } from './an-engine-request.ts';
import type { Subject } from './subject.ts';

interface Variant {
  /** As callers call it. */
  readonly parameter: string;
  readonly changes: Partial<EngineRequest>;
}

/** What came of the variants of one engine. */
export interface MappingCounts {
  readonly subject: string;
  taken: number;
  /** By a sentence that names the parameter, or of a model or mode that it does not make. */
  refused: number;
}

/** Every model in every mode with every parameter: what an engine says it makes, its strict upstream takes; the rest is refused by name. */
export function declareMapping(subject: Subject, counts: MappingCounts[]): void {
  test('every model, mode and parameter is taken by the strict upstream, or refused by a sentence that names it', async () => {
    const emulator = await subject.start();
    onTestFinished(() => emulator.close());
    const settings = { id: 'mapped', concurrency: null, pollMilliseconds: 20 };
    const clock = { now: () => new Date() };
    const deps = { log: silentLogger, clock, newId, hasPublicUrl: true };
    const engine = subject.engine(emulator, settings, deps);
    onTestFinished(() => engine.close?.());
    const count: MappingCounts = { subject: subject.name, taken: 0, refused: 0 };
    counts.push(count);
    for (const mode of GENERATION_MODES) {
      const plain = await anEngineRequest(mode);
      for (const id of ALL_MODEL_IDS) await playModel(engine, findModel(id), plain, count);
    }
    expect(count.taken).toBeGreaterThan(0);
  });
}

async function playModel(
  engine: Engine,
  model: Model,
  plain: EngineRequest,
  count: MappingCounts,
): Promise<void> {
  const { mode } = plain;
  if (!model.modes.includes(mode)) return;
  const { id, pictureClass } = model;
  const [durationSeconds = null] = secondsOf(model, mode);
  const base: EngineRequest = { ...plain, model: id, pictureClass, durationSeconds };
  const isMade = engine.supports(wishOf(base)).supported;
  for (const { parameter, changes } of [
    { parameter: 'model', changes: {} },
    ...variantsOf(model, mode, plain),
  ]) {
    const request = { ...base, ...changes };
    const what = `${id} ${mode} ${parameter} ${JSON.stringify(changes)}`;
    const support = engine.supports(wishOf(request));
    if (support.supported) {
      count.taken += 1;
      const answer = await engine.start(request, `${newId()}-1`, AbortSignal.timeout(10_000));
      expect([what, answer]).toEqual([what, expect.objectContaining({ state: 'started' })]);
    } else {
      count.refused += 1;
      const named = isMade ? expect.stringContaining(parameter) : expect.stringMatching(/\w{3,} .*\w/);
      expect([what, support.why]).toEqual([what, named]);
    }
  }
}

function wishOf({ inputs, ...request }: EngineRequest): Wish {
  const { testDirectives: _directives, callbackUrl: _callback, ...wish } = request;
  return { ...wish, furtherImageCount: inputs.furtherImages?.length ?? 0 };
}

function secondsOf({ durations, pictureDurations }: Model, mode: GenerationMode): readonly number[] {
  const rule = mode === 'image_to_video' ? (pictureDurations ?? durations) : durations;
  return rule === null ? [] : legalSeconds(rule);
}

function legalSeconds(rule: DurationRule): readonly number[] {
  if (rule.kind === 'choice') return rule.of;
  const { least, most } = rule;
  return [5, ...Array.from({ length: most - least + 1 }, (_, index) => least + index)];
}

function variantsOf(model: Model, mode: GenerationMode, plain: EngineRequest): readonly Variant[] {
  const has = (parameter: Parameters<Model['takes']['has']>[0]): boolean => model.takes.has(parameter);
  const { image } = plain.inputs;
  const furtherImages = model.version.startsWith('o') && image ? [image] : [];
  const simple = { horizontal: 0, vertical: 0, pan: 5, tilt: 0, roll: 0, zoom: 0 };
  return [
    ...secondsOf(model, mode).map((durationSeconds) => ({
      parameter: 'duration',
      changes: { durationSeconds },
    })),
    ...(['9:16', '1:1'] as const)
      .filter(() => has('aspect_ratio') && mode === 'text_to_video')
      .map((aspectRatio) => ({ parameter: 'aspect_ratio', changes: { aspectRatio } })),
    ...only(has('negative_prompt'), 'negative_prompt', { negativePrompt: 'rain' }),
    ...only(has('cfg_scale'), 'cfg_scale', { cfgScale: 0.9 }),
    ...only(true, 'seed', { seed: 11 }),
    ...only(has('sound'), 'sound', { sound: true }),
    ...only(has('character_orientation'), 'character_orientation', { characterOrientation: 'image' }),
    ...only(has('keep_original_sound'), 'keep_original_sound', { keepOriginalSound: false }),
    ...only(has('camera_control'), 'camera_control', { cameraControl: { type: 'down_back' } }),
    ...only(has('camera_control'), 'camera_control', { cameraControl: { type: 'simple', config: simple } }),
    ...only(furtherImages.length > 0, 'images', { inputs: { ...plain.inputs, furtherImages } }),
  ];
}

function only(isThere: boolean, parameter: string, changes: Partial<EngineRequest>): readonly Variant[] {
  return isThere ? [{ parameter, changes }] : [];
}
