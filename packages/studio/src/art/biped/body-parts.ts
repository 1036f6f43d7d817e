import type { FigureArt, Rgb } from '../../vocabulary/figure.ts';
import { part, type BodyPart } from './body-part.ts';
import type { Build } from './build.ts';
import type { Arm, Leg, Skeleton } from './solve-skeleton.ts';
import { add, midpoint, normalise, scale, subtract, vec } from './vec3.ts';

export type Palette = Extract<FigureArt, { kind: 'biped' }>['palette'];

/** Recolours the clothes, or the whole of a figure that wears none. */
export function tintPalette(palette: Palette, tint: Rgb | null, recolours: 'top' | 'all'): Palette {
  if (tint === null) return palette;
  if (recolours === 'top') return { ...palette, top: tint };
  const shade = (k: number): Rgb => [tint[0] * k, tint[1] * k, tint[2] * k];
  return { skin: shade(0.92), top: tint, bottom: shade(0.85), shoes: shade(0.6) };
}

/** Dresses a skeleton: trousers, shirt, sleeves, hands and shoes. The head is a picture and is drawn by the renderer. */
export function bodyParts(skeleton: Skeleton, build: Build, palette: Palette): readonly BodyPart[] {
  return [
    ...legParts(skeleton.rightLeg, build, palette),
    ...legParts(skeleton.leftLeg, build, palette),
    ...torsoParts(skeleton, build, palette),
    ...armParts(skeleton.rightArm, build, palette),
    ...armParts(skeleton.leftArm, build, palette),
  ];
}

function torsoParts(skeleton: Skeleton, build: Build, palette: Palette): BodyPart[] {
  const { hips, chest, hipAxes, chestAxes } = skeleton;
  const { belly, chest: chestRadius } = build.radius;
  const up = normalise(subtract(chest, hips), hipAxes.up);
  const waist = add(hips, scale(up, build.torso * 0.2));
  const upper = add(chest, scale(up, -0.3 * chestRadius));
  const broad = { along: hipAxes.left, by: build.breadth };
  return [
    part(
      add(hips, scale(up, 0.004)),
      belly * 0.93,
      add(hips, scale(up, 0.03)),
      belly * 0.95,
      palette.bottom,
      { broad },
    ),
    part(waist, belly, upper, chestRadius * 0.9, palette.top, {
      broad: { along: chestAxes.left, by: build.breadth },
    }),
    part(chest, 0.042, add(chest, scale(chestAxes.up, 0.075)), 0.042, palette.skin),
  ];
}

function legParts(leg: Leg, build: Build, palette: Palette): BodyPart[] {
  const { thigh, knee, ankle, foot } = build.radius;
  const drop = vec(0, foot - build.ankle, 0);
  const heel = add(leg.ankle, drop);
  return [
    part(leg.hip, thigh, leg.knee, knee, palette.bottom),
    part(leg.knee, knee, leg.ankle, ankle, palette.bottom),
    part(heel, foot, add(leg.toe, drop), foot * 0.96, palette.shoes),
  ];
}

function armParts(arm: Arm, build: Build, palette: Palette): BodyPart[] {
  const { upperArm, wrist, hand } = build.radius;
  const along = normalise(subtract(arm.wrist, arm.elbow), vec(0, -1, 0));
  const palm = add(arm.wrist, scale(along, hand * 0.35));
  const cuff = midpoint(arm.elbow, arm.wrist);
  const middle = (upperArm + wrist) / 2;
  return [
    part(arm.shoulder, upperArm * 1.1, arm.elbow, middle * 1.06, palette.top),
    part(arm.elbow, middle * 1.06, cuff, middle * 1.0, palette.top),
    part(cuff, middle * 0.86, arm.wrist, wrist, palette.skin),
    part(arm.wrist, hand * 0.94, palm, hand, palette.skin),
  ];
}
