import type { ActionId } from '../../vocabulary/actions.ts';
import type { Pose } from './pose.ts';
import { LOCOMOTION_POSES } from './poses-locomotion.ts';
import { MUSIC_POSES } from './poses-music.ts';
import { REST_POSES } from './poses-rest.ts';
import { SOCIAL_POSES } from './poses-social.ts';
import { SPORT_POSES } from './poses-sport.ts';
import { WORK_POSES } from './poses-work.ts';

/** How a body does everything it can be seen doing. */
export const POSES: Readonly<Record<ActionId, Pose>> = {
  ...LOCOMOTION_POSES,
  ...REST_POSES,
  ...MUSIC_POSES,
  ...SPORT_POSES,
  ...WORK_POSES,
  ...SOCIAL_POSES,
};
