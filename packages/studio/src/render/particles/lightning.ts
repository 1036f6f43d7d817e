import type { Particles } from '../../scene/shot.ts';
import { hash3 } from '../../maths/random.ts';
import { softDot, streak } from './brush.ts';
import { inkAsLight, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

const SLOT_SECONDS = 1.5;
/** The channel stays lit and dies slowly: one bright frame alone would be a flicker, not a bolt. */
const GLOW_SECONDS = 0.85;
/** A flash needs two frames to come, for the same reason. */
const ATTACK_SECONDS = 0.05;
/** Farther than any ground: mountains and houses hide the bolt's foot. */
const BOLT_DEPTH_METRES = 900;
const SEGMENTS = 22;

/** A bolt in some slots of time, with a flash that dies within half a second and flickers once. */
export function drawLightning(scene: ParticleScene, particles: Particles): void {
  gloom(scene);
  const slot = Math.floor(scene.seconds / SLOT_SECONDS);
  // The first slot always has one: a five-second storm without lightning would disappoint.
  if (slot > 0 && trait(scene, slot, 0, 85) > 0.4 + 0.5 * particles.amount) return;
  const start = slot * SLOT_SECONDS + 0.1 + trait(scene, slot, 1, 85) * (SLOT_SECONDS - GLOW_SECONDS - 0.1);
  const age = scene.seconds - start;
  if (age < 0 || age > GLOW_SECONDS) return;
  const fade = 1 - age / GLOW_SECONDS;
  const strength =
    Math.min(1, (age + 0.02) / ATTACK_SECONDS) * fade ** 1.5 * (0.88 + 0.12 * Math.cos(age * 40));
  flash(scene, strength);
  const { width, height } = scene.frame;
  const x = width * (0.22 + 0.56 * trait(scene, slot, 2, 85));
  const foot = Math.min(height, scene.view.horizon);
  if (foot <= height * 0.08) return;
  lightCloud(scene, x, strength);
  drawBolt(scene, slot, x, -height * 0.02, foot, Math.min(1, strength * 1.3), 1, 0);
}

/** Luma of the sky above which a bolt would not stand out. */
const STORM_LUMA = 92;

/** Storm clouds are dark, and with them everything far off: nothing else lets lightning look bright. */
function gloom(scene: ParticleScene): void {
  const [red, green, blue] = scene.shot.light.middle;
  const factor = Math.min(1, STORM_LUMA / (red * 0.2126 + green * 0.7152 + blue * 0.0722));
  if (factor > 0.97) return;
  const { rgba, depth, width, height } = scene.frame;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const far = ((depth[pixel] ?? 0) - 8) * (1 / 90);
    if (far <= 0) continue;
    const dark = 1 - (1 - factor) * (far > 1 ? 1 : far);
    const at = pixel * 4;
    rgba[at] = (rgba[at] ?? 0) * dark;
    rgba[at + 1] = (rgba[at + 1] ?? 0) * dark;
    rgba[at + 2] = (rgba[at + 2] ?? 0) * (dark + (1 - dark) * 0.14);
  }
}

/** The cloud around the upper end of the bolt shines through. */
function lightCloud(scene: ParticleScene, x: number, strength: number): void {
  const { frame, ink } = scene;
  inkAsLight(scene, [168, 178, 255]);
  ink.alpha = 0.34 * strength;
  softDot(frame, x, frame.height * 0.04, frame.height * 0.62, BOLT_DEPTH_METRES, ink);
  ink.alpha = 0.36 * strength;
  softDot(frame, x, 0, frame.height * 0.26, BOLT_DEPTH_METRES, ink);
}

function flash(scene: ParticleScene, strength: number): void {
  const { rgba, depth, width, height } = scene.frame;
  const sky = 30 * strength;
  const land = 1 + 0.26 * strength;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * 4;
    const add = (depth[pixel] ?? 0) > 120 ? sky : 0;
    rgba[at] = (rgba[at] ?? 0) * land + add;
    rgba[at + 1] = (rgba[at + 1] ?? 0) * land + add * 1.04;
    rgba[at + 2] = (rgba[at + 2] ?? 0) * land + add * 1.2;
  }
}

function drawBolt(
  scene: ParticleScene,
  slot: number,
  startX: number,
  top: number,
  foot: number,
  strength: number,
  thickness: number,
  level: number,
): void {
  const { frame, ink, shot } = scene;
  const segments = level === 0 ? SEGMENTS : Math.round(SEGMENTS / 2.4);
  const step = (foot - top) / segments;
  const lean = (hash3(slot, level, Math.round(startX), shot.seed + 86) - 0.5) * (level === 0 ? 0.8 : 2.4);
  const width = Math.max(0.9, (frame.height / 260) * thickness);
  let x = startX;
  let y = top;
  for (let i = 0; i < segments; i++) {
    const jag = hash3(slot * 31 + i, level * 7 + Math.round(startX), 1, shot.seed + 87) - 0.5;
    const nextX = x + (jag * 3.4 + lean) * step;
    const nextY = y + step;
    inkAsLight(scene, [150, 170, 255]);
    ink.alpha = 0.26 * strength;
    streak(frame, x, y, nextX, nextY, width * 6, BOLT_DEPTH_METRES, ink);
    inkAsLight(scene, [250, 250, 255]);
    ink.alpha = Math.min(1, strength * 1.4);
    streak(frame, x, y, nextX, nextY, width, BOLT_DEPTH_METRES, ink);
    const fork = hash3(slot, i, level + 3, shot.seed + 88);
    if (level < 2 && i > 2 && fork < 0.3)
      drawBolt(
        scene,
        slot * 13 + i,
        nextX,
        nextY,
        nextY + (foot - nextY) * (0.3 + fork),
        strength * 0.6,
        thickness * 0.55,
        level + 1,
      );
    x = nextX;
    y = nextY;
  }
}
