/** What can be said on the command line beside prompt, model and media; absent is unsaid. */
export interface SaidOptions {
  readonly duration?: string;
  readonly ratio?: string;
  readonly seed?: string;
  readonly negativePrompt?: string;
  readonly cfgScale?: string;
  readonly orientation?: string;
  /** False with `--no-original-sound`. */
  readonly originalSound?: boolean;
  readonly sound?: boolean;
  readonly callback?: string;
}

/** All that was said, fitting or not: the server is the one who checks it, and tells what the model does not take. */
export function saidFields(options: SaidOptions): Record<string, string | number | boolean> {
  const { duration, ratio, orientation, originalSound, seed, negativePrompt, sound, cfgScale, callback } =
    options;
  return {
    ...(duration === undefined ? {} : { duration }),
    ...(ratio === undefined ? {} : { aspect_ratio: ratio }),
    ...(orientation === undefined ? {} : { character_orientation: orientation }),
    ...(originalSound === false ? { keep_original_sound: false } : {}),
    // What is no number goes as it is, and is refused with its name.
    ...(seed === undefined ? {} : { seed: /^\d+$/.test(seed) ? Number(seed) : seed }),
    ...(negativePrompt === undefined ? {} : { negative_prompt: negativePrompt }),
    ...(cfgScale === undefined
      ? {}
      : { cfg_scale: /^\d*\.?\d+$/.test(cfgScale) ? Number(cfgScale) : cfgScale }),
    ...(sound === undefined ? {} : { sound }),
    ...(callback === undefined ? {} : { callback_url: callback }),
  };
}

/** The model that goes with what is asked for, when none is named. */
export function modelFor({
  hasDriver,
  sound,
}: {
  readonly hasDriver: boolean;
  readonly sound?: boolean;
}): string {
  if (hasDriver) return 'kling_3_motion';
  return sound ? 'kling_2.6' : 'kling_2.5_turbo';
}
