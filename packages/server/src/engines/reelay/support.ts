import type { Support, Wish } from '../engine.ts';
import { upstreamModelOf, type ReelayOptions } from './options.ts';
import { upstreamModel, type UpstreamModel, type UpstreamModelId } from './upstream-models.ts';

const DEFAULT_CFG_SCALE = 0.5;

export function supportOf(wish: Wish, options: ReelayOptions): Support {
  const id = upstreamModelOf(wish.model, options);
  if (id === null)
    return no(`This engine does not make ${wish.model}. Choose a model that GET /v1/models lists for it.`);
  const model = upstreamModel(id);
  const why =
    whyNotMode(wish, id, model) ?? whyNotDuration(wish, id, model) ?? whyNotTaken(wish, id, model, options);
  if (why !== null) return no(why);
  const notes = notesOf(wish, id, model, options);
  return notes.length === 0 ? { supported: true } : { supported: true, notes };
}

function no(why: string): Support {
  return { supported: false, why };
}

function whyNotMode({ mode }: Wish, id: UpstreamModelId, { modes }: UpstreamModel): string | null {
  if (modes.includes(mode)) return null;
  return `${id} makes ${modes.map(spoken).join(' and ')} only, not ${spoken(mode)}. Choose another model.`;
}

function spoken(mode: Wish['mode']): string {
  return mode.replaceAll('_', ' ');
}

function whyNotDuration(wish: Wish, id: UpstreamModelId, model: UpstreamModel): string | null {
  const { mode, durationSeconds = null } = wish;
  const legal = mode === 'image_to_video' ? (model.pictureDurations ?? model.durations) : model.durations;
  if (durationSeconds === null || legal === null || legal.includes(durationSeconds)) return null;
  return `duration: ${id} makes ${legal.join(', ')} seconds, not ${durationSeconds}. Ask for one of these.`;
}

function whyNotTaken(
  wish: Wish,
  id: UpstreamModelId,
  { takes, mostPictures }: UpstreamModel,
  { dedupes }: ReelayOptions,
): string | null {
  const { negativePrompt = null, cameraControl = null, sound = false, furtherImageCount = 0 } = wish;
  if (negativePrompt !== null && !takes.includes('negativePrompt'))
    return `negative_prompt: ${id} takes none. Leave it out, or say it in the prompt.`;
  // An extension of Reelay's: the vendor would ignore it in silence.
  if (cameraControl !== null && !(dedupes && takes.includes('cameraControl')))
    return `camera_control: ${id} takes none here. Leave it out, or say the move in the prompt.`;
  if (sound && !takes.includes('sound'))
    return `sound: ${id} makes silent videos. Set sound to false, or choose kling_2.6.`;
  if (furtherImageCount > 0 && furtherImageCount + 1 > mostPictures)
    return `images: ${id} takes at most ${mostPictures}, not ${furtherImageCount + 1}. Send fewer.`;
  return null;
}

function notesOf(
  { cfgScale = DEFAULT_CFG_SCALE, pictureClass, seed }: Wish,
  id: UpstreamModelId,
  model: UpstreamModel,
  { dedupes }: ReelayOptions,
): string[] {
  const notes: string[] = [];
  if (cfgScale !== DEFAULT_CFG_SCALE && !model.takes.includes('cfgScale'))
    notes.push(`cfg_scale: ${id} does not take it.`);
  if (pictureClass !== undefined && pictureClass !== model.pictureClass)
    notes.push(`The picture is made at ${model.pictureClass} by ${id}.`);
  if (seed !== undefined && !takesSeed(model, dedupes))
    notes.push('seed: this engine does not take it for this model, so the same seed may give another video.');
  return notes;
}

/** The vendor documents a seed for its first endpoint only; Reelay takes one at all of them. */
export function takesSeed({ path }: UpstreamModel, dedupes: boolean): boolean {
  return dedupes || path === '/v1/kling/generate';
}
