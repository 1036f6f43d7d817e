import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { type TileTexture, sampleTile } from '../sky/tile-texture.ts';
import type { View } from '../view.ts';
import { FALL_BASE_Y, FALL_X, LIP_METRES } from './gorge-form.ts';
import type { LandScratch } from './land-scratch.ts';
import { FOAM_STEPS, WATER } from './surface-marks.ts';

export interface Waterfall {
  readonly waterLevel: number;
  readonly fogMetres: number;
  readonly light: Light;
  readonly ripples: TileTexture;
}

/** Half the width of the sheet of water at its lip, metres. */
const HALF_METRES = 3.4;

const GRAVITY = 9.8;
/** The sheet leaves the lip with some speed: without it the top would hang still. */
const LIP_SECONDS = 0.35;
/** Metres around the foot of the fall in which the pool boils and mist hangs. */
const BOILING_METRES = 13;
const MIST_WIDE = 9;
const MIST_TALL = 4.6;

/** Falling water, the boiling pool under it, and mist, over finished land and before the figures. */
export function drawWaterfall(frame: Frame, view: View, fall: Waterfall, scratch: LandScratch): void {
  const { ambient, key } = fall.light;
  // White water scatters light inside: it is never as dark as the rock beside it.
  const shine = (c: 0 | 1 | 2): number => Math.min(250, 250 * (ambient[c] * 0.85 + key[c] * 0.5 + 0.08));
  const white = [shine(0), shine(1), shine(2)] as const;
  boilPool(frame, view, fall, scratch, white);
  drawSheet(frame, view, fall, white);
  drawMist(frame, view, fall, white);
}

type Colour = readonly [number, number, number];

interface Screen {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The part of the picture that a rectangle standing across the view at `metres` may cover. */
function screenOf(
  frame: Frame,
  view: View,
  x: number,
  y: number,
  half: number,
  low: number,
  high: number,
): Screen | null {
  const dx = x - view.pose.x;
  const dy = y - view.pose.y;
  const ahead = dx * view.sinYaw + dy * view.cosYaw;
  if (ahead < 2) return null;
  const middle = view.centreX + ((dx * view.cosYaw - dy * view.sinYaw) * view.focal) / ahead;
  const reach = (half * 1.3 * view.focal) / Math.max(1, ahead - half * Math.abs(view.sinYaw)) + 2;
  return {
    left: Math.max(0, Math.floor(middle - reach)),
    right: Math.min(frame.width, Math.ceil(middle + reach)),
    top: Math.max(0, Math.floor(view.horizon - ((high - view.pose.z) * view.focal) / ahead) - 1),
    bottom: Math.min(frame.height, Math.ceil(view.horizon + ((view.pose.z - low) * view.focal) / ahead) + 2),
  };
}

function drawSheet(frame: Frame, view: View, fall: Waterfall, white: Colour): void {
  const { waterLevel, ripples, fogMetres } = fall;
  const lip = waterLevel + LIP_METRES;
  const screen = screenOf(frame, view, FALL_X, FALL_BASE_Y, HALF_METRES, waterLevel, lip + 0.5);
  if (!screen) return;
  const { data, size } = ripples;
  const { width, depth } = frame;
  const time = view.storySeconds;
  for (let x = screen.left; x < screen.right; x++) {
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const along = view.cosYaw - lateral * view.sinYaw;
    const ahead = (FALL_BASE_Y - view.pose.y) / along;
    if (!(ahead > 1 && ahead < 400)) continue;
    const wx = view.pose.x + (view.sinYaw + lateral * view.cosYaw) * ahead - FALL_X;
    const veil = 1 - Math.exp(-ahead / fogMetres);
    const ragged = sampleTile(data, size, wx * 9, 17) * 0.5;
    for (let y = screen.top; y < screen.bottom; y++) {
      if ((depth[y * width + x] ?? 0) < ahead - 0.6) continue;
      const height = view.pose.z - ((y + 0.5 - view.horizon) / view.focal) * ahead;
      const fallen = lip + ragged - height;
      if (fallen < 0 || height < waterLevel) continue;
      // Every drop keeps its place in the pattern while it falls, so that streaks stretch as they gain speed.
      const since = Math.sqrt((2 * fallen) / GRAVITY + LIP_SECONDS * LIP_SECONDS) - LIP_SECONDS;
      const run = (since - time) * 26;
      const wobble = sampleTile(data, size, wx * 3 + 40, run * 0.35) * 0.55;
      const edge = Math.abs(wx) / (HALF_METRES * (0.82 + fallen * 0.022)) + wobble * 0.4;
      if (edge >= 1) continue;
      const streak = sampleTile(data, size, wx * 21 + wobble * 3, run) * 0.8;
      const fine = sampleTile(data, size, wx * 58 + 9, run * 2.3 + 31) * 0.5;
      const bright = clamp(0.62 + streak + fine + 0.012 * fallen, 0.2, 1);
      const cover = smoothstep(1, 0.66, edge) * smoothstep(0, 0.25, fallen) * clamp(0.5 + bright * 0.62);
      blend(frame, fall.light.fog, (y * width + x) * 4, white, 0.6 + bright * 0.4, veil, cover);
      if (cover > 0.5) depth[y * width + x] = ahead;
    }
  }
}

/** Water around the foot of the fall is white and restless. */
function boilPool(frame: Frame, view: View, fall: Waterfall, scratch: LandScratch, white: Colour): void {
  const { width, height, depth } = frame;
  const { surface } = scratch;
  const { data, size } = fall.ripples;
  const time = view.storySeconds;
  const above = view.pose.z - fall.waterLevel;
  for (let y = Math.max(0, Math.ceil(view.horizon)); y < height; y++) {
    const ahead = (above * view.focal) / (y + 0.5 - view.horizon);
    if (ahead > 90) continue;
    const veil = 1 - Math.exp(-ahead / fall.fogMetres);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((surface[at] ?? 0) < WATER || (depth[at] ?? 0) < ahead * 0.98) continue;
      const lateral = (x + 0.5 - view.centreX) / view.focal;
      const dx = view.pose.x + (view.sinYaw + lateral * view.cosYaw) * ahead - FALL_X;
      const dy = view.pose.y + (view.cosYaw - lateral * view.sinYaw) * ahead - FALL_BASE_Y;
      const away = Math.sqrt(dx * dx * 0.7 + dy * dy);
      if (away > BOILING_METRES) continue;
      // Rings of foam drift away from the foot.
      const turn = dx / (away + 0.5);
      const swirl = sampleTile(data, size, turn * 22 + dx * 2, away * 7 - time * 9);
      const lace = sampleTile(data, size, dx * 16 + time * 3, dy * 22 + time * 6) * 0.6;
      const near = 1 - away / BOILING_METRES;
      const foam = clamp(smoothstep(0.5, 1.05, near * 1.15 + swirl * 0.55 + lace * 0.5)) * 0.92;
      if (foam <= 0.02) continue;
      surface[at] = Math.max(surface[at] ?? 0, WATER + Math.floor(foam * FOAM_STEPS));
      blend(frame, fall.light.fog, at * 4, white, 0.94, veil, foam);
    }
  }
}

/** Spray that hangs over the foot of the fall and drifts up. */
function drawMist(frame: Frame, view: View, fall: Waterfall, white: Colour): void {
  const y = FALL_BASE_Y - 1.5;
  const screen = screenOf(
    frame,
    view,
    FALL_X,
    y,
    MIST_WIDE,
    fall.waterLevel - 1.2,
    fall.waterLevel + MIST_TALL,
  );
  if (!screen) return;
  const { width, depth } = frame;
  const { data, size } = fall.ripples;
  const time = view.storySeconds;
  for (let x = screen.left; x < screen.right; x++) {
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const ahead = (y - view.pose.y) / (view.cosYaw - lateral * view.sinYaw);
    if (!(ahead > 1 && ahead < 400)) continue;
    const dx = (view.pose.x + (view.sinYaw + lateral * view.cosYaw) * ahead - FALL_X) / MIST_WIDE;
    for (let row = screen.top; row < screen.bottom; row++) {
      const at = row * width + x;
      if ((depth[at] ?? 0) < ahead - 4) continue;
      const up = view.pose.z - ((row + 0.5 - view.horizon) / view.focal) * ahead - fall.waterLevel;
      const dz = up > 0 ? up / MIST_TALL : up / -1.2;
      const shape = 1 - dx * dx - dz * dz;
      if (shape <= 0) continue;
      const billow = sampleTile(data, size, dx * 17 + time * 0.6, up * 4 - time * 3.4);
      const cover = shape * shape * clamp(0.62 + billow * 0.7) * 0.85;
      blend(frame, fall.light.fog, at * 4, white, 1, 0.12, cover);
    }
  }
}

function blend(
  frame: Frame,
  fog: Light['fog'],
  at: number,
  colour: Colour,
  bright: number,
  veil: number,
  cover: number,
): void {
  const { rgba } = frame;
  const clear = 1 - cover;
  const red = colour[0] * bright;
  const green = colour[1] * (bright * 0.96 + 0.04);
  const blue = colour[2] * (bright * 0.9 + 0.1);
  rgba[at] = (rgba[at] ?? 0) * clear + (red + (fog[0] - red) * veil) * cover;
  rgba[at + 1] = (rgba[at + 1] ?? 0) * clear + (green + (fog[1] - green) * veil) * cover;
  rgba[at + 2] = (rgba[at + 2] ?? 0) * clear + (blue + (fog[2] - blue) * veil) * cover;
}
