import type { EngineRequest, Support, Wish } from '../engine.ts';
import { dialectOf } from './dialects.ts';
import type { Traits } from './families.ts';
import { madeSeconds } from './frame-count.ts';
import { servedBy, takesExtensions, type VideosOptions } from './options.ts';
import { sizeText } from './picture-size.ts';

const DEFAULT_CFG_SCALE = 0.5;
const SHORTER_SIDES = { '720p': 720, '1080p': 1080 } as const;

export function supportOf(wish: Wish, options: VideosOptions, hasPublicUrl: boolean): Support {
  const served = servedBy(wish.model, options);
  if (served === null)
    return no(
      `This engine does not make ${wish.model}. Choose another model, or name it in the option models of the engine.`,
    );
  const { traits } = served;
  const why =
    whyNotMode(wish, traits, options, hasPublicUrl) ??
    whyNotLength(wish, traits) ??
    whyNotSize(wish, traits) ??
    whyNotTaken(wish, traits, options);
  if (why !== null) return no(why);
  const notes = notesOf(wish, traits, options);
  return notes.length === 0 ? { supported: true } : { supported: true, notes };
}

/** The same question for a whole request. */
export function wishOf(request: EngineRequest): Wish {
  const { referenceVideo, furtherImages = [] } = request.inputs;
  return {
    ...request,
    durationSeconds: request.durationSeconds ?? referenceVideo?.durationSeconds ?? null,
    furtherImageCount: furtherImages.length,
  };
}

function no(why: string): Support {
  return { supported: false, why };
}

function spoken(mode: Wish['mode']): string {
  return mode.replaceAll('_', ' ');
}

function whyNotMode(
  { mode, model }: Wish,
  { modes }: Traits,
  { dialect, sharedDirectory }: VideosOptions,
  hasPublicUrl: boolean,
): string | null {
  if (!modes.includes(mode))
    return `${model} makes ${modes.map(spoken).join(' and ')} only on this engine, not ${spoken(mode)}. Choose another model.`;
  if (mode !== 'motion_control') return null;
  const { motion, name } = dialectOf(dialect);
  if (motion === 'none')
    return `motion control: ${name} has no field for a driver. Route ${model} to an engine that makes it, such as SGLang.`;
  if (hasPublicUrl) return null;
  if (motion === 'two_addresses')
    return `reference_video: ${name} fetches the driver and the character itself. Set REELAY_PUBLIC_URL.`;
  return sharedDirectory !== undefined
    ? null
    : `reference_video: ${name} fetches the driver itself. Set REELAY_PUBLIC_URL, or the option sharedDirectory of the engine.`;
}

function whyNotLength({ mode, durationSeconds = null }: Wish, traits: Traits): string | null {
  if (durationSeconds === null || madeSeconds(durationSeconds, traits) !== null) return null;
  const name = mode === 'motion_control' ? 'reference_video' : 'duration';
  const most = Math.min(traits.mostSeconds, traits.lengthsSeconds?.at(-1) ?? Infinity);
  return `${name}: this engine makes at most ${most} seconds, not ${durationSeconds}. Ask for less.`;
}

function whyNotSize({ mode, pictureClass, aspectRatio = '16:9' }: Wish, { sizes }: Traits): string | null {
  if (pictureClass === undefined) return null;
  const byShape = sizes[pictureClass];
  if (byShape === undefined || Object.keys(byShape).length === 0)
    return `This engine does not make ${pictureClass}. Choose a model of another class.`;
  if (mode !== 'text_to_video' || byShape[aspectRatio] !== undefined) return null;
  return `aspect_ratio: this engine makes ${Object.keys(byShape).join(', ')}, not ${aspectRatio}. Ask for one of these.`;
}

function whyNotTaken(wish: Wish, { hasSound }: Traits, options: VideosOptions): string | null {
  const { negativePrompt = null, cameraControl = null, sound = false, furtherImageCount = 0 } = wish;
  if (negativePrompt !== null && !takesExtensions(options))
    return 'negative_prompt: this engine takes none. Leave it out, or say it in the prompt.';
  if (cameraControl !== null)
    return 'camera_control: this engine takes none. Leave it out, or say the move in the prompt.';
  if (sound && !(hasSound && dialectOf(options.dialect).soundField !== null))
    return 'sound: this engine makes silent videos. Set sound to false, or choose another model.';
  if (furtherImageCount > 0) return `images: this engine takes 1, not ${furtherImageCount + 1}. Send one.`;
  return null;
}

function notesOf(wish: Wish, traits: Traits, options: VideosOptions): string[] {
  const { cfgScale = DEFAULT_CFG_SCALE, seed, characterOrientation } = wish;
  const notes: string[] = [];
  if (seed !== undefined && !takesExtensions(options))
    notes.push('seed: this engine does not take it, so the same seed may give another video.');
  if (cfgScale !== DEFAULT_CFG_SCALE && (traits.guidance === null || !takesExtensions(options)))
    notes.push('cfg_scale: this engine does not take it.');
  if (wish.mode === 'motion_control' && characterOrientation === 'image')
    notes.push('character_orientation: this engine always follows the driver.');
  return [...notes, ...sizeNotes(wish, traits)];
}

function sizeNotes({ mode, pictureClass, aspectRatio = '16:9' }: Wish, traits: Traits): string[] {
  if (pictureClass === undefined) return [];
  if (mode === 'text_to_video') {
    const size = traits.sizes[pictureClass]?.[aspectRatio];
    return size && Math.min(size.width, size.height) !== SHORTER_SIDES[pictureClass]
      ? [`The picture is made at ${sizeText(size)}, which this model takes.`]
      : [];
  }
  return traits.takesAnySize
    ? []
    : [
        'The picture is made in the nearest of the shapes that this engine has, and the image is fitted to it.',
      ];
}
