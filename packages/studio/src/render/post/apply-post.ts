import type { Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { gatherBloom } from './bloom.ts';
import { blurByDepth } from './depth-of-field.ts';
import { finishFrame } from './finish.ts';
import type { Development } from './finish.ts';
import { drawHalos } from './glows.ts';
import { rollFrame } from './roll.ts';
import { scratchOf } from './scratch.ts';
import { PLAIN, STYLE_LOOKS } from './styles/style-looks.ts';
import type { StyleLook } from './styles/style-looks.ts';

/** Light above this blooms by day; nights bloom from less, so that lamps and windows glow. */
const DAY_THRESHOLD = 205;
const NIGHT_THRESHOLD = 135;
/** Rooms are lit all over: only the lamps themselves may bloom. */
const ROOM_THRESHOLD = 200;

/** The last passes over a drawn frame: local lights, focus, roll, development, style. */
export function applyPost(frame: Frame, shot: Shot, view: View): void {
  const scratch = scratchOf(frame);
  drawHalos(frame, shot, view);
  const focusMetres = shot.focus?.metres[Math.min(view.frame, shot.focus.metres.length - 1)];
  if (shot.focus && focusMetres !== undefined) blurByDepth(frame, scratch, focusMetres, shot.focus.blur);
  rollFrame(frame, scratch, shot.camera, view.pose.roll);
  const style = shot.style === null ? PLAIN : STYLE_LOOKS[shot.style];
  const development = developmentOf(shot, style);
  const nightThreshold = shot.world.kind === 'room' ? ROOM_THRESHOLD : NIGHT_THRESHOLD;
  const threshold = DAY_THRESHOLD + (nightThreshold - DAY_THRESHOLD) * shot.light.night;
  const bloom = development.bloom > 0.01 ? gatherBloom(frame, scratch, threshold) : null;
  finishFrame(frame, bloom, development, view.frame, shot.seed);
  style.paint?.({ frame, scratch, view, shot });
}

function developmentOf(shot: Shot, style: StyleLook): Development {
  const { grade } = shot;
  return {
    saturation: grade.saturation * style.saturation,
    contrast: grade.contrast * style.contrast,
    exposure: grade.exposure * style.exposure,
    bloom: (grade.bloom + style.addBloom) * (1 + 0.5 * shot.light.night),
    vignette: grade.vignette + style.addVignette,
    grain: grade.grain * style.grainFactor,
    ...style.tint,
  };
}
