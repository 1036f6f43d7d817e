import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { STREET_START } from './street-looks.ts';
import type { StreetSite } from './street-site.ts';

/** Paint on the road as cut-outs with clear margins, so that distance blurs it instead of breaking it up. */
export function paintMarkings(site: StreetSite): void {
  const { builder, look } = site;
  const white: Rgb = [226, 224, 214];
  const dash = builder.texture('dash', () =>
    new Canvas(32, 128, 0.4, 8).mark(1).rect(0.13, 1, 0.14, 4, white, 0.9).grain(site.seed, 0.2, 6, 40, 2),
  );
  const solid = builder.texture('solid-line', () =>
    new Canvas(32, 32, 0.4, 1).mark(1).rect(0.14, 0, 0.12, 1, white, 0.8),
  );
  const zebra = builder.texture('zebra', () => {
    const canvas = new Canvas(64, 64, 1.1, 3.4).mark(1);
    return canvas.rect(0.25, 0.2, 0.55, 3.0, white, 0.9).grain(site.seed, 0.22, 8, 16, 2);
  });
  stripAlong(site, 0, 0.4, dash, 8);
  stripAlong(site, -look.roadHalf + 0.35, 0.4, solid, 1);
  stripAlong(site, look.roadHalf - 0.35, 0.4, solid, 1);
  for (const y of [5.5, 46])
    builder.quad(
      [-look.roadHalf + 0.6, y + 3.4, 0.008],
      [look.roadHalf * 2 - 1.2, 0, 0],
      [0, -3.4, 0],
      { texture: zebra, blending: 'cutout', tile: [1.1, 3.4], lit: true },
      { lightStep: 0.6 },
    );
}

/** What wheels leave of the snow: two tracks on each side, pressed down to grey slush. */
export function rutSnow(site: StreetSite): void {
  const { builder, look, seed } = site;
  const slush: Rgb = [128, 132, 142];
  const rut = builder.texture('rut', () => {
    const canvas = new Canvas(64, 512, 1, 12).mark(1);
    for (let pass = 0; pass < 5; pass++)
      canvas.gradient(0.14 + pass * 0.06, 0, 0.72 - pass * 0.12, 12, slush, slush, 0.2, 0.2);
    return canvas.grain(seed + 3, 0.16, 6, 60, 3);
  });
  for (const lane of [-0.5, 0.5])
    for (const wheel of [-0.78, 0.78]) stripAlong(site, lane * look.roadHalf + wheel, 0.8, rut, 12);
}

/** A strip of cut-outs on the road, all the way down the street. */
function stripAlong(site: StreetSite, x: number, width: number, texture: string, metres: number): void {
  const { builder, look } = site;
  builder.quad(
    [x - width / 2, look.end, 0.006],
    [width, 0, 0],
    [0, -(look.end - STREET_START), 0],
    { texture, blending: 'cutout', tile: [width, metres], lit: true },
    { lightStep: 2 },
  );
}
