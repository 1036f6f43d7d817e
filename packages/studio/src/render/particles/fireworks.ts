import { mix, TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { project, viewAt } from '../view.ts';
import { softDot, streak } from './brush.ts';
import { inkAsLight, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

/** Heart and tips of a shell: two colours that do not fade into the same white. */
const COLOURS: readonly { readonly heart: Rgb; readonly tips: Rgb }[] = [
  { heart: [255, 60, 60], tips: [255, 190, 80] },
  { heart: [255, 176, 40], tips: [255, 226, 130] },
  { heart: [60, 150, 255], tips: [190, 90, 255] },
  { heart: [70, 240, 110], tips: [255, 236, 120] },
  { heart: [236, 80, 255], tips: [90, 200, 255] },
  { heart: [255, 90, 170], tips: [120, 255, 220] },
];
const WARM_WHITE: Rgb = [255, 246, 226];

/** Behind every house and skyline, so that roofs and towers stand before the sparks. */
const DISTANCE_METRES = 1200;
const RISE_SECONDS = 0.8;
const BURST_SECONDS = 2.4;
const STARS = 110;
const CORE_STARS = 40;
const TRAIL_STEPS = 4;
/** Rows of the first picture, over its height, between which shells burst. */
const HIGHEST_ROW = 0.1;
const ROW_SPREAD = 0.26;

/** Shells rise and burst one after another, far behind the scene and over the camera's first direction. */
export function drawFireworks(scene: ParticleScene, particles: Particles): void {
  const interval = 0.8 - 0.42 * particles.amount;
  const whole = RISE_SECONDS + BURST_SECONDS;
  // Numbers below zero are shells fired before the film began: the sky is never empty at the first frame.
  const last = Math.floor(scene.seconds / interval);
  const first = Math.floor((scene.seconds - whole) / interval);
  for (let shell = first; shell <= last; shell++) {
    const age = scene.seconds - shell * interval - trait(scene, shell, 0, 71) * 0.3;
    if (age >= 0 && age < whole) drawShell(scene, shell, age);
  }
}

interface Burst {
  readonly shell: number;
  readonly age: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly reach: number;
  readonly heart: Rgb;
  readonly tips: Rgb;
}

function drawShell(scene: ParticleScene, shell: number, age: number): void {
  const { pose, horizon, focal } = viewAt(scene.shot, 0);
  const { view, frame, ink } = scene;
  const span = Math.atan((frame.width * 0.36) / focal);
  // Neighbours in time burst apart: a plain random bearing piles them up.
  const place = (shell * 0.382 + 0.3 * trait(scene, shell, 1, 71)) % 1;
  const bearing = pose.yaw + (place < 0 ? place + 0.5 : place - 0.5) * 2 * span;
  const x = pose.x + Math.sin(bearing) * DISTANCE_METRES;
  const y = pose.y + Math.cos(bearing) * DISTANCE_METRES;
  const row = frame.height * (HIGHEST_ROW + ROW_SPREAD * trait(scene, shell, 2, 71));
  const z = Math.max(8, pose.z + ((horizon - row) / focal) * DISTANCE_METRES);
  if (age < RISE_SECONDS) {
    const k = age / RISE_SECONDS;
    const head = project(view, x, y, z * (1 - (1 - k) ** 2));
    const tail = project(view, x, y, z * (1 - (1 - Math.max(0, k - 0.16)) ** 2));
    if (head.depth < 1) return;
    inkAsLight(scene, [255, 206, 130]);
    ink.alpha = 0.85 * (1 - k * 0.6);
    streak(frame, head.x, head.y, tail.x, tail.y, Math.max(1, frame.height / 420), head.depth, ink);
    return;
  }
  const colours = COLOURS[Math.floor(trait(scene, shell, 3, 71) * COLOURS.length)] ?? COLOURS[0];
  if (!colours) return;
  // Sized by the picture, so that a long lens does not turn a shell into a wall of sparks.
  const reach = ((frame.height * (0.2 + 0.11 * trait(scene, shell, 5, 71))) / focal) * DISTANCE_METRES;
  drawBurst(scene, { shell, age: age - RISE_SECONDS, x, y, z, reach, ...colours });
}

function drawBurst(scene: ParticleScene, burst: Burst): void {
  const { view, frame, ink } = scene;
  const { age, reach, heart } = burst;
  const centre = project(view, burst.x, burst.y, burst.z);
  if (centre.depth < 1) return;
  const flash = Math.max(0, 1 - age / 0.4);
  // Smoke and haze around the shell take its colour.
  inkAsLight(scene, heart);
  ink.alpha = 0.2 * (1 - age / BURST_SECONDS) ** 2 + 0.2 * flash;
  softDot(frame, centre.x, centre.y, reach * 1.9 * centre.scale, centre.depth, ink);
  inkAsLight(scene, WARM_WHITE);
  ink.alpha = 0.8 * flash * flash;
  softDot(frame, centre.x, centre.y, reach * 0.28 * centre.scale, centre.depth, ink);
  drawSphere(scene, burst, STARS, 1, burst.tips);
  drawSphere(scene, { ...burst, heart: burst.tips }, CORE_STARS, 0.5, heart);
}

/** One globe of stars; `share` of the shell's reach. */
function drawSphere(scene: ParticleScene, burst: Burst, stars: number, share: number, tips: Rgb): void {
  const { view, frame, ink } = scene;
  const { age, shell, heart } = burst;
  const fade = (1 - age / BURST_SECONDS) ** 1.25;
  const lineWidth = Math.max(0.9, frame.height / 480);
  // Young stars burn white, then show their salts.
  const heat = Math.max(0, 1 - age / 0.5);
  const star: Rgb = [
    mix(tips[0], WARM_WHITE[0], 0.35 + 0.5 * heat),
    mix(tips[1], WARM_WHITE[1], 0.35 + 0.5 * heat),
    mix(tips[2], WARM_WHITE[2], 0.35 + 0.5 * heat),
  ];
  const sag = burst.reach * 0.11;
  for (let i = 0; i < stars; i++) {
    // Even directions over the sphere (golden angle), a little uneven speeds.
    const up = 1 - (2 * (i + 0.5)) / stars;
    const side = Math.sqrt(1 - up * up);
    const turn = i * 2.39996 + shell;
    const speed = burst.reach * share * (0.88 + 0.18 * trait(scene, i, shell, 72));
    let fromX = 0;
    let fromY = 0;
    for (let step = 0; step <= TRAIL_STEPS; step++) {
      const then = age - step * 0.075;
      if (then < 0) break;
      const spread = speed * (1 - Math.exp(-2.6 * then));
      const at = project(
        view,
        burst.x + Math.cos(turn) * side * spread,
        burst.y + Math.sin(turn) * side * spread,
        burst.z + up * spread - sag * then * then,
      );
      if (step > 0) {
        inkAsLight(scene, step < 2 ? tips : heart);
        ink.alpha = fade * (1 - step / (TRAIL_STEPS + 1)) * 0.9;
        streak(frame, fromX, fromY, at.x, at.y, lineWidth, at.depth, ink);
      } else {
        inkAsLight(scene, star);
        // Stars crackle when they are dying.
        const crackle = 0.55 + 0.45 * Math.abs(Math.sin(age * 24 + TAU * trait(scene, i, 9, 73)));
        ink.alpha = fade * (age > 1.3 ? crackle : 1);
        softDot(frame, at.x, at.y, lineWidth * 2.1, at.depth, ink);
      }
      fromX = at.x;
      fromY = at.y;
    }
  }
}
