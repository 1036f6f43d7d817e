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
  const slot = Math.floor(scene.seconds / SLOT_SECONDS);
  const strength = strengthOf(scene, particles, slot);
  darkenAndFlash(scene, strength);
  if (strength === null) return;
  const { width, height } = scene.frame;
  const x = width * (0.22 + 0.56 * trait(scene, slot, 2, 85));
  const foot = Math.min(height, scene.view.horizon);
  if (foot <= height * 0.08) return;
  lightCloud(scene, x, strength);
  drawBolt(scene, slot, x, -height * 0.02, foot, Math.min(1, strength * 1.3), 1, 0);
}

/** How bright the bolt of this slot is now; null when there is none. */
function strengthOf(scene: ParticleScene, particles: Particles, slot: number): number | null {
  // The first slot always has one: a five-second storm without lightning would disappoint.
  if (slot > 0 && trait(scene, slot, 0, 85) > 0.4 + 0.5 * particles.amount) return null;
  const start = slot * SLOT_SECONDS + 0.1 + trait(scene, slot, 1, 85) * (SLOT_SECONDS - GLOW_SECONDS - 0.1);
  const age = scene.seconds - start;
  if (age < 0 || age > GLOW_SECONDS) return null;
  const fade = 1 - age / GLOW_SECONDS;
  return Math.min(1, (age + 0.02) / ATTACK_SECONDS) * fade ** 1.5 * (0.88 + 0.12 * Math.cos(age * 40));
}

/** Luma of the sky above which a bolt would not stand out. */
const STORM_LUMA = 92;
/** Metres from where on all is as dark as it gets, from where on it gets dark, and from where on a flash fills the air. */
const DARKEST_METRES = 98;
const DARK_METRES = 8;
const FLASH_METRES = 120;
const OPAQUE = 0xff000000 | 0;
/** Storm light keeps a little more of its blue. */
const BLUE_KEPT = 0.14;

/**
 * Storm clouds are dark, and with them everything far off: nothing else lets lightning look bright. Over that comes the
 * flash. Both in one pass by tables of tones; only the ground between near and far is darkened pixel by pixel.
 */
function darkenAndFlash(scene: ParticleScene, strength: number | null): void {
  const [red, green, blue] = scene.shot.light.middle;
  const storm = Math.min(1, STORM_LUMA / (red * 0.2126 + green * 0.7152 + blue * 0.0722));
  const factor = storm > 0.97 ? 1 : storm;
  if (factor === 1 && strength === null) return;
  const land = 1 + 0.26 * (strength ?? 0);
  const sky = 30 * (strength ?? 0);
  const near = tonesOf(1, land, 0);
  const far = tonesOf(factor, land, 0);
  const farBlue = tonesOf(factor + (1 - factor) * BLUE_KEPT, land, 0);
  const skyRed = tonesOf(factor, land, sky);
  const skyGreen = tonesOf(factor, land, sky * 1.04);
  const skyBlue = tonesOf(factor + (1 - factor) * BLUE_KEPT, land, sky * 1.2);
  const { rgba, depth } = scene.frame;
  const pixels = new Int32Array(rgba.buffer, rgba.byteOffset, depth.length);
  for (let i = 0; i < depth.length; i++) {
    const metres = depth[i] ?? 0;
    if (metres <= DARK_METRES && strength === null) continue;
    const pixel = pixels[i] ?? 0;
    let r = pixel & 255;
    let g = (pixel >> 8) & 255;
    let b = (pixel >> 16) & 255;
    if (metres > FLASH_METRES) {
      r = skyRed[r] ?? 0;
      g = skyGreen[g] ?? 0;
      b = skyBlue[b] ?? 0;
    } else if (metres >= DARKEST_METRES) {
      r = far[r] ?? 0;
      g = far[g] ?? 0;
      b = farBlue[b] ?? 0;
    } else {
      if (metres > DARK_METRES) {
        const dark = 1 - (1 - factor) * ((metres - DARK_METRES) / (DARKEST_METRES - DARK_METRES));
        r = (r * dark + 0.5) | 0;
        g = (g * dark + 0.5) | 0;
        b = (b * (dark + (1 - dark) * BLUE_KEPT) + 0.5) | 0;
      }
      r = near[r] ?? 0;
      g = near[g] ?? 0;
      b = near[b] ?? 0;
    }
    pixels[i] = r | (g << 8) | (b << 16) | (pixel & OPAQUE);
  }
}

/** What becomes of every tone (0..255) that is darkened first and lit afterwards. */
function tonesOf(dark: number, gain: number, add: number): Uint8ClampedArray {
  const tones = new Uint8ClampedArray(256);
  const darkened = new Uint8ClampedArray(1);
  for (let tone = 0; tone < 256; tone++) {
    darkened[0] = tone * dark;
    tones[tone] = (darkened[0] ?? 0) * gain + add;
  }
  return tones;
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
