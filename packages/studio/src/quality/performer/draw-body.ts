import { add, midpoint, scale, subtract, vec, within } from '../../art/biped/vec3.ts';
import type { Vec3 } from '../../art/biped/vec3.ts';
import { drawLoft } from './form-buffer.ts';
import type { FormBuffer, Loft } from './form-buffer.ts';
import type { Lens } from './lens.ts';
import type { Colour, PerformerLook } from './performer-look.ts';
import type { Limbs, SolvedBody } from './solve-body.ts';

/** Everything below the head, nearest first decided by depth. */
export function drawBody(buffer: FormBuffer, lens: Lens, body: SolvedBody, look: PerformerLook): void {
  for (const loft of trunkLofts(body, look)) drawLoft(buffer, lens, loft);
  for (const [limbs, own] of [
    [body.left, 1],
    [body.right, -1],
  ] as const) {
    for (const loft of legLofts(limbs, look)) drawLoft(buffer, lens, loft);
    for (const loft of armLofts(limbs, own, look)) drawLoft(buffer, lens, loft);
  }
}

function limb(from: Vec3, to: Vec3, radii: readonly number[], colour: Colour, girth: number): Loft {
  return { from, to, radii: radii.map((radius) => radius * girth), colour, flatness: 1, cap: 1 };
}

function trunkLofts({ pelvis, neck, head, trunkAxes, left, right }: SolvedBody, look: PerformerLook): Loft[] {
  const up = (from: Vec3, metres: number): Vec3 => add(from, scale(trunkAxes.up, metres));
  // What is seen of a trunk that is turned is between its width and its depth.
  const facing = Math.abs(trunkAxes.left.x);
  const seen = (half: number): number => half * Math.hypot(facing, 0.6 * (1 - facing)) * look.girth;
  const flat = { flatness: 0.6, cap: 0.35 };
  return [
    {
      from: up(pelvis, -0.06),
      to: up(pelvis, 0.12),
      radii: [0.135, 0.157, 0.15].map(seen),
      colour: look.trousers,
      ...flat,
    },
    {
      from: up(pelvis, 0.07),
      to: up(neck, 0),
      radii: [0.152, 0.136, 0.14, 0.156, 0.17, 0.176, 0.085].map(seen),
      colour: look.shirt,
      ...flat,
    },
    // The yoke: without it the shoulders sit beside the chest like balls.
    {
      from: left.shoulder,
      to: right.shoulder,
      radii: [0.05, 0.062, 0.07, 0.062, 0.05],
      colour: look.shirt,
      flatness: 0.8,
      cap: 1,
    },
    limb(
      up(neck, -0.03),
      add(head, within(trunkAxes, vec(0, -0.06, -0.02))),
      [0.07, 0.054, 0.052],
      look.skin,
      1,
    ),
  ];
}

function legLofts({ hip, knee, ankle, heel, toe }: Limbs, look: PerformerLook): Loft[] {
  const { trousers, shoes, girth } = look;
  const shinEnd = add(knee, scale(subtract(ankle, knee), 0.98));
  return [
    limb(hip, knee, [0.088, 0.084, 0.074, 0.062, 0.056], trousers, girth),
    limb(knee, shinEnd, [0.056, 0.058, 0.056, 0.049, 0.046], trousers, girth),
    limb(ankle, midpoint(heel, toe), [0.04, 0.042], shoes, 1),
    limb(add(heel, vec(0, 0.025, 0)), add(toe, vec(0, 0.02, -0.03)), [0.036, 0.042, 0.045, 0.038], shoes, 1),
  ];
}

function armLofts({ shoulder, elbow, wrist, fingers }: Limbs, own: 1 | -1, look: PerformerLook): Loft[] {
  const { skin, shirt, girth } = look;
  const sleeve = look.longSleeves
    ? [
        limb(shoulder, elbow, [0.062, 0.054, 0.047], shirt, girth),
        limb(elbow, part(elbow, wrist, 0.94), [0.046, 0.044, 0.036], shirt, girth),
      ]
    : [limb(shoulder, part(shoulder, elbow, 0.5), [0.061, 0.059, 0.056], shirt, girth)];
  const thumb = add(part(wrist, fingers, 0.45), vec(-own * 0.03, 0.012, 0.022));
  return [
    limb(shoulder, elbow, [0.056, 0.05, 0.042], skin, girth),
    limb(elbow, wrist, [0.041, 0.043, 0.034, 0.026], skin, girth),
    ...sleeve,
    limb(wrist, part(wrist, fingers, 0.5), [0.026, 0.034, 0.037], skin, 1),
    limb(part(wrist, fingers, 0.45), part(wrist, fingers, 0.95), [0.035, 0.03, 0.018], skin, 1),
    limb(part(wrist, fingers, 0.15), thumb, [0.016, 0.014, 0.011], skin, 1),
  ];
}

function part(from: Vec3, to: Vec3, share: number): Vec3 {
  return add(from, scale(subtract(to, from), share));
}
