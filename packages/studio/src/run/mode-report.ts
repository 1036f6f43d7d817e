import type { PictureReport } from '../image/picture-plan.ts';
import type { MotionReport } from '../motion/puppet-plan.ts';
import type { SoundReport } from '../sound/score-scene.ts';

/** What a text-to-video scene was taken to be. */
export interface SceneReport {
  readonly place: string;
  /** False when the prompt named no place and a fitting one was chosen. */
  readonly placeStated: boolean;
  readonly time: string | null;
  readonly weather: readonly string[];
  readonly camera: readonly string[];
  readonly style: string | null;
  readonly subjects: readonly {
    readonly figure: string;
    readonly count: number;
    readonly action: string | null;
    readonly colour: string | null;
  }[];
}

/** What only one way of making a video can tell. */
export type ModeReport =
  | { readonly mode: 'text_to_video'; readonly scene: SceneReport }
  | { readonly mode: 'image_to_video'; readonly picture: PictureReport }
  | { readonly mode: 'motion_control'; readonly motion: MotionReport };

/** Where the sound comes from, and what is heard. */
export type SoundAccount = ({ readonly from: 'scene' } & SoundReport) | { readonly from: 'driver' };
