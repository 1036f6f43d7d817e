/** The body of a submit: fal takes the input itself, without an envelope. */
import type { JsonObject } from '../../kernel/json.ts';
import type { EngineInput, EngineRequest } from '../engine.ts';
import type { Plan } from './endpoints.ts';
import { FIELD_SETS, type FieldSet } from './field-sets.ts';
import type { InputUrls } from './inputs.ts';
import { promptWithNegative } from './prompt-text.ts';

export interface SubmitBody {
  readonly json: JsonObject;
  /** What of it is worth keeping: neither words nor pictures. */
  readonly settings: JsonObject;
}

export function submitBodyOf(request: EngineRequest, { fields }: Plan, urls: InputUrls): SubmitBody {
  const set: FieldSet = FIELD_SETS[fields];
  const settings = fields === 'motion' ? motionSettings(request) : filmSettings(request, set);
  const pictures =
    fields === 'motion' ? { image_url: urls.character, video_url: urls.driver } : picturesOf(set, urls);
  return { json: { ...wordsOf(request, set), ...pictures, ...settings }, settings };
}

function wordsOf({ prompt, negativePrompt }: EngineRequest, set: FieldSet): JsonObject {
  if (set.takesNegativePrompt)
    return { prompt, ...(negativePrompt ? { negative_prompt: negativePrompt } : {}) };
  const words = promptWithNegative(prompt, negativePrompt);
  return words === '' ? {} : { prompt: words };
}

function motionSettings({ characterOrientation, keepOriginalSound }: EngineRequest): JsonObject {
  return { character_orientation: characterOrientation, keep_original_sound: keepOriginalSound };
}

function filmSettings(request: EngineRequest, set: FieldSet): JsonObject {
  const { durationSeconds, sound, cfgScale } = request;
  return {
    ...(durationSeconds === null ? {} : { duration: String(durationSeconds) }),
    ...(set.takesAspectRatio ? { aspect_ratio: aspectRatioOf(request) } : {}),
    ...(set.takesSound ? { generate_audio: sound } : {}),
    ...(set.takesCfgScale ? { cfg_scale: cfgScale } : {}),
  };
}

function picturesOf({ firstImage, takesImageList }: FieldSet, { images }: InputUrls): JsonObject {
  const [first, ...further] = images;
  if (first === undefined) return {};
  if (firstImage === null) return takesImageList ? { image_urls: images } : {};
  return { [firstImage]: first, ...(takesImageList && further.length > 0 ? { image_urls: further } : {}) };
}

const RATIOS = { '16:9': 16 / 9, '1:1': 1, '9:16': 9 / 16 } as const satisfies Record<
  EngineRequest['aspectRatio'],
  number
>;

/** With a picture its own shape counts: the nearest that can be asked for. */
function aspectRatioOf({ aspectRatio, inputs }: EngineRequest): keyof typeof RATIOS {
  return inputs.image ? nearestRatio(inputs.image) : aspectRatio;
}

function nearestRatio({ width, height }: EngineInput): keyof typeof RATIOS {
  const distance = (name: keyof typeof RATIOS): number => Math.abs(Math.log(width / height / RATIOS[name]));
  const nearerOf = (one: keyof typeof RATIOS, other: keyof typeof RATIOS) =>
    distance(other) < distance(one) ? other : one;
  return nearerOf(nearerOf('16:9', '1:1'), '9:16');
}
