import type { Support, Wish } from '../engine.ts';
import type { Description } from './description.ts';
import { planOf, type Plan } from './plan.ts';
import { isInputPlaceholder } from './values.ts';

const DEFAULT_CFG_SCALE = 0.5;

/** A parameter is taken when the body of the model has a placeholder for it. */
export function supportOf(wish: Wish, description: Description, hasPublicUrl: boolean): Support {
  const { model, mode } = wish;
  const plan = planOf(description, model, mode);
  if (plan === null)
    return no(
      `${description.name} is not set up for ${model} with ${mode.replaceAll('_', ' ')}. Choose another model, or add it to the description.`,
    );
  const needsAddress = mode !== 'text_to_video' && [...plan.says].some(isInputPlaceholder);
  if (needsAddress && !hasPublicUrl)
    return no(
      `${description.name} fetches pictures and videos from this server: the operator must set REELAY_PUBLIC_URL first.`,
    );
  const why = whyNotLimits(wish, plan) ?? whyNotTaken(wish, plan);
  if (why !== null) return no(why);
  const notes = notesOf(wish, plan);
  return notes.length === 0 ? { supported: true } : { supported: true, notes };
}

function no(why: string): Support {
  return { supported: false, why };
}

function whyNotLimits({ model, durationSeconds = null, prompt = '' }: Wish, { entry }: Plan): string | null {
  const { durations, mostPromptCharacters } = entry;
  if (durationSeconds !== null && durations !== undefined && !durations.includes(durationSeconds))
    return `duration: this engine makes ${model} in ${durations.join(', ')} seconds, not ${durationSeconds}. Ask for one of these.`;
  if (mostPromptCharacters !== undefined && Array.from(prompt).length > mostPromptCharacters)
    return `prompt: this engine takes at most ${mostPromptCharacters} characters for ${model}. Shorten it.`;
  return null;
}

function whyNotTaken(wish: Wish, { says }: Plan): string | null {
  const { model, negativePrompt = null, cameraControl = null, sound = false, durationSeconds = null } = wish;
  const { furtherImageCount = 0, characterOrientation, keepOriginalSound = true } = wish;
  if (negativePrompt !== null && !says.has('negativePrompt'))
    return `negative_prompt: this engine takes none for ${model}. Leave it out, or say it in the prompt.`;
  if (cameraControl !== null && !says.has('cameraControl'))
    return `camera_control: this engine takes none for ${model}. Leave it out, or say the move in the prompt.`;
  if (sound && !says.has('sound')) return `sound: this engine makes ${model} without it. Set sound to false.`;
  if (durationSeconds !== null && !says.has('durationSeconds'))
    return `duration: this engine cannot be told one for ${model}. Choose another model.`;
  if (furtherImageCount > 0 && !says.has('imageUrls') && !says.has('furtherImageUrls'))
    return `images: this engine takes one for ${model}. Send only the first.`;
  if (wish.mode !== 'motion_control') return null;
  if (characterOrientation === 'image' && !says.has('characterOrientation'))
    return `character_orientation: this engine keeps the video’s for ${model}. Leave it out.`;
  if (!keepOriginalSound && !says.has('keepOriginalSound'))
    return `keep_original_sound: this engine cannot be told for ${model}. Leave it out.`;
  return null;
}

function notesOf(
  { model, mode, cfgScale = DEFAULT_CFG_SCALE, seed, aspectRatio }: Wish,
  { says }: Plan,
): string[] {
  const notes: string[] = [];
  if (cfgScale !== DEFAULT_CFG_SCALE && !says.has('cfgScale'))
    notes.push(`cfg_scale: this engine does not take it for ${model}.`);
  if (seed !== undefined && !says.has('seed'))
    notes.push('seed: this engine does not take it, so the same seed may give another video.');
  if (mode === 'text_to_video' && aspectRatio !== undefined && !says.has('aspectRatio'))
    notes.push(`aspect_ratio: this engine decides the shape for ${model}.`);
  return notes;
}
