import type { GenerateField } from '../contract/generate-body.ts';
import type { ModelId } from '../contract/models.ts';
import type { GenerationMode } from '../kernel/environment.ts';

/** One sellable model: what it accepts and what it makes. Data only; prices are in the price book. */
export interface Model {
  readonly id: ModelId;
  readonly version: '1.6' | '2.1' | '2.5' | '2.6' | '3.0' | 'o1' | 'o3';
  readonly modes: readonly GenerationMode[];
  /** Legal seconds; null when the driver video decides. */
  readonly durations: DurationRule | null;
  /** Legal seconds with a picture, where they are others. */
  readonly pictureDurations?: DurationRule;
  /** Parameters that not every model takes, and that this one does. */
  readonly takes: ReadonlySet<OptionalField>;
  readonly pictureClass: '720p' | '1080p';
  /** Its generations are looked after before those of other models that wait; absent for most. */
  readonly hasPriority?: boolean;
}

export type DurationRule =
  | { readonly kind: 'range'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly of: readonly number[] };

export type OptionalField = Extract<
  GenerateField,
  | 'duration'
  | 'aspect_ratio'
  | 'negative_prompt'
  | 'cfg_scale'
  | 'sound'
  | 'character_orientation'
  | 'keep_original_sound'
  | 'camera_control'
>;
