import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { type BakedSky, STAR_FIELDS } from './bake-sky.ts';
import { sampleTile } from './tile-texture.ts';

/** Where sun, moon and stars are drawn, and the clouds that may stand before them. */
export interface SkyScreen {
  readonly frame: Frame;
  readonly view: View;
  /** Rows that show sky. */
  readonly rows: number;
  readonly cover: Float32Array;
  readonly columns: number;
  readonly step: number;
}

const MOON_RADIUS = 0.032;
const SUN_RADIUS = 0.021;

export function drawStars(screen: SkyScreen, baked: BakedSky, light: Light): void {
  const { view, rows } = screen;
  const visible = smoothstep(0.25, 0.9, light.night);
  if (visible <= 0) return;
  const { stars } = baked;
  const limit = Math.min(rows, view.horizon);
  const size = Math.max(0.55, screen.frame.height / 1100);
  for (let at = 0; at < stars.length; at += STAR_FIELDS) {
    const turn = (stars[at] ?? 0) - view.pose.yaw;
    const forward = Math.cos(turn);
    if (forward < 0.2) continue;
    const x = view.centreX + (Math.sin(turn) / forward) * view.focal;
    const y = view.horizon - ((stars[at + 1] ?? 0) / forward) * view.focal;
    if (y < 1 || y > limit - 2 || x < 1 || x > screen.frame.width - 2) continue;
    const magnitude = stars[at + 2] ?? 0;
    const twinkle = 0.82 + 0.18 * Math.sin(view.seconds * 2.4 + (stars[at + 3] ?? 0));
    const clear = (1 - coverAt(screen, x, y)) * smoothstep(0, 0.12, (view.horizon - y) / view.focal);
    const power = (46 + 330 * magnitude) * twinkle * visible * clear;
    addPoint(screen.frame, x, y, power, size * (1 + magnitude * 0.7), stars[at + 4] ?? 0);
  }
}

/** A soft point at a fraction of a pixel: whole pixels would make stars crawl when the camera turns. */
export function addPoint(
  frame: Frame,
  x: number,
  y: number,
  power: number,
  size: number,
  warmth: number,
): void {
  const reach = Math.ceil(size * 1.6);
  const red = power * (0.84 + 0.16 * warmth);
  const blue = power * (1 - 0.2 * warmth);
  const xi = Math.round(x);
  const yi = Math.round(y);
  for (let py = yi - reach; py <= yi + reach; py++) {
    if (py < 0 || py >= frame.height) continue;
    for (let px = xi - reach; px <= xi + reach; px++) {
      if (px < 0 || px >= frame.width) continue;
      const distance = ((px - x) * (px - x) + (py - y) * (py - y)) / (size * size);
      const weight = 1 / (1 + distance * distance * 2.6 + distance * 1.4) - 0.06;
      if (weight <= 0) continue;
      const at = (py * frame.width + px) * 4;
      frame.rgba[at] = (frame.rgba[at] ?? 0) + red * weight;
      frame.rgba[at + 1] = (frame.rgba[at + 1] ?? 0) + power * 0.94 * weight;
      frame.rgba[at + 2] = (frame.rgba[at + 2] ?? 0) + blue * weight;
    }
  }
}

export function drawSun(screen: SkyScreen, light: Light): void {
  const [red, green, blue] = light.sunColour;
  const warm = smoothstep(0.3, 0.05, light.sunElevation);
  drawDisc(screen, light, SUN_RADIUS * mix(1, 1.55, warm), (_u, _v, edge, paint) => {
    paint(Math.max(250, red), mix(250, green + 30, warm), mix(238, blue + 54, warm), edge);
  });
}

export function drawMoon(screen: SkyScreen, baked: BakedSky, light: Light): void {
  const { data, size } = baked.turbulence;
  drawDisc(screen, light, MOON_RADIUS, (u, v, edge, paint) => {
    const maria = smoothstep(-0.1, 0.45, sampleTile(data, size, u * 11 + 40, v * 11 + 25));
    const craters = sampleTile(data, size, u * 40, v * 40) * 8;
    const limb = 1 - 0.22 * (u * u + v * v) ** 2;
    const value = (mix(246, 192, maria) + craters) * limb;
    paint(value, value * 0.985, value * 0.95 + 6, edge);
  });
}

type DiscPainter = (
  u: number,
  v: number,
  edge: number,
  paint: (red: number, green: number, blue: number, alpha: number) => void,
) => void;

function drawDisc(screen: SkyScreen, light: Light, radius: number, shade: DiscPainter): void {
  const { frame, view } = screen;
  const turn = light.sunAzimuth - view.pose.yaw;
  const forward = Math.cos(turn);
  if (forward < 0.2) return;
  const centreX = view.centreX + (Math.sin(turn) / forward) * view.focal;
  const centreY = view.horizon - (Math.tan(light.sunElevation) / forward) * view.focal;
  const pixels = radius * view.focal;
  const bottom = Math.min(screen.rows, Math.ceil(centreY + pixels + 1), frame.height);
  const left = Math.max(0, Math.floor(centreX - pixels - 1));
  const right = Math.min(frame.width, Math.ceil(centreX + pixels + 1));
  let at = 0;
  const paint = (red: number, green: number, blue: number, alpha: number): void => {
    frame.rgba[at] = mix(frame.rgba[at] ?? 0, red, alpha);
    frame.rgba[at + 1] = mix(frame.rgba[at + 1] ?? 0, green, alpha);
    frame.rgba[at + 2] = mix(frame.rgba[at + 2] ?? 0, blue, alpha);
  };
  for (let y = Math.max(0, Math.floor(centreY - pixels - 1)); y < bottom; y++)
    for (let x = left; x < right; x++) {
      const u = (x - centreX) / pixels;
      const v = (y - centreY) / pixels;
      const edge = clamp((1 - Math.sqrt(u * u + v * v)) * pixels * 0.8 + 0.5);
      if (edge <= 0) continue;
      at = (y * frame.width + x) * 4;
      shade(u, v, edge * (1 - coverAt(screen, x, y) * 0.8), paint);
    }
}

function coverAt(screen: SkyScreen, x: number, y: number): number {
  return screen.cover[Math.floor(y / screen.step) * screen.columns + Math.floor(x / screen.step)] ?? 0;
}
