/** What placeholders stand for, and which parameter of a request each of them carries. */
import type { EngineRequest } from '../engine.ts';
import type { ModelEntry } from './description.ts';
import type { Values } from './template.ts';

export const PLACEHOLDERS = [
  'prompt',
  'negativePrompt',
  'durationSeconds',
  'aspectRatio',
  'pictureClass',
  'cfgScale',
  'seed',
  'sound',
  'characterOrientation',
  'keepOriginalSound',
  'cameraControl',
  'imageUrl',
  'imageUrls',
  'furtherImageUrls',
  'referenceImageUrl',
  'referenceVideoUrl',
  'callbackUrl',
] as const;
type PlaceholderName = (typeof PLACEHOLDERS)[number];

/** `model.NAME` comes from the description. */
export function isKnownPlaceholder(name: string, entry: ModelEntry): boolean {
  if (name.startsWith('model.')) return Object.hasOwn(entry.values, name.slice('model.'.length));
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

export function isInputPlaceholder(name: string): boolean {
  return name.endsWith('Url') || name.endsWith('Urls');
}

export function valuesOf(request: EngineRequest, entry: ModelEntry): Values {
  const { image, furtherImages = [], referenceImage, referenceVideo } = request.inputs;
  const further = furtherImages.map(({ publicUrl }) => publicUrl).filter((url) => url !== null);
  const first = image?.publicUrl ?? undefined;
  const own: Record<PlaceholderName, Values[string]> = {
    prompt: request.prompt === '' ? undefined : request.prompt,
    negativePrompt: request.negativePrompt ?? undefined,
    durationSeconds: request.durationSeconds ?? undefined,
    aspectRatio: request.aspectRatio,
    pictureClass: request.pictureClass,
    cfgScale: request.cfgScale,
    seed: request.seed,
    sound: request.sound,
    characterOrientation: request.characterOrientation,
    keepOriginalSound: request.keepOriginalSound,
    cameraControl: request.cameraControl ?? undefined,
    imageUrl: first,
    imageUrls: first === undefined ? undefined : [first, ...further],
    furtherImageUrls: further.length === 0 ? undefined : further,
    referenceImageUrl: referenceImage?.publicUrl ?? undefined,
    referenceVideoUrl: referenceVideo?.publicUrl ?? undefined,
    callbackUrl: request.callbackUrl ?? undefined,
  };
  const model = Object.entries(entry.values).map(([name, value]) => [`model.${name}`, value] as const);
  return { ...own, ...Object.fromEntries(model) };
}
