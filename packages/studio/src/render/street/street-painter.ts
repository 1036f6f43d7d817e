import type { Light, Shot } from '../../scene/shot.ts';
import type { Diorama, Lighting } from '../diorama/diorama.ts';
import { drawDiorama } from '../diorama/draw-diorama.ts';
import { FAR } from '../frame.ts';
import { bakeSky, type BakedSky } from '../sky/bake-sky.ts';
import type { WorldPainter } from '../world-painter.ts';
import { buildStreet } from './build-street.ts';
import { fillBehind } from './sky-behind.ts';
import { KERB_METRES, STREET_LOOKS } from './street-looks.ts';
import type { StreetSite } from './street-site.ts';
import { bakePuddles, type Puddles, reflectInGround } from './wet-ground.ts';

export interface BakedStreet {
  readonly diorama: Diorama;
  readonly sky: BakedSky;
  readonly puddles: Puddles | null;
  readonly roadHalfMetres: number;
  readonly kerbMetres: number;
}

/** A street running away along +y between two rows of houses. The road is z = 0. */
export const streetPainter: WorldPainter<BakedStreet> = {
  bake(shot: Shot): BakedStreet {
    const world = streetOf(shot);
    const look = STREET_LOOKS[world.look];
    const site = buildStreet(shot, look, world.snowCover);
    return {
      diorama: site.builder.finish(lightStreet(site, shot.light, world.sky.cloudCover), shot.seed),
      sky: bakeSky(shot.seed, world.sky, shot.light),
      puddles: world.wet ? bakePuddles(shot.seed) : null,
      roadHalfMetres: look.roadHalf,
      kerbMetres: look.facadeAt - look.roadHalf > 0.3 ? KERB_METRES : 0,
    };
  },

  background(frame, shot, baked, view) {
    const world = streetOf(shot);
    const { fog } = shot.light;
    const look = STREET_LOOKS[world.look];
    // No sky shows below the lowest roof across the end of the street.
    const roof =
      (view.focal * Math.max(0, look.heights[0] * 0.9 - view.pose.z)) / (look.end + 16 - view.pose.y);
    const rows = Math.min(frame.height, Math.max(0, Math.ceil(view.horizon - roof) + 4));
    const haze = ((255 << 24) | (fog[2] << 16) | (fog[1] << 8) | fog[0]) >>> 0;
    frame.depth.fill(FAR);
    drawDiorama(frame, baked.diorama, view, { colour: fog, metres: world.fogMetres }, () =>
      fillBehind(frame, baked.sky, world.sky, shot.light, view, rows, haze),
    );
  },

  groundHeight(baked, x) {
    return Math.abs(x) > baked.roadHalfMetres ? baked.kerbMetres : 0;
  },

  afterFigures(frame, _shot, baked, view) {
    if (baked.puddles) reflectInGround(frame, baked.puddles, view);
  },
};

function streetOf(shot: Shot): Extract<Shot['world'], { kind: 'street' }> {
  if (shot.world.kind !== 'street') throw new TypeError(`a street painter cannot draw ${shot.world.kind}`);
  return shot.world;
}

function lightStreet(site: StreetSite, light: Light, cloudCover: number): Lighting {
  const { ambient, key } = light;
  const flat = Math.cos(light.sunElevation);
  const sunny = light.night < 0.7 ? 1.55 - 1.2 * cloudCover * cloudCover : 0.6;
  const fill = 1.18 + 0.12 * cloudCover + (site.look.road === 'slabs' ? 0.25 * light.night : 0);
  return {
    ambient: [ambient[0] * fill, ambient[1] * fill, ambient[2] * fill],
    bounce: [ambient[0] * 0.6, ambient[1] * 0.56, ambient[2] * 0.5],
    sun: {
      towards: [
        Math.sin(light.sunAzimuth) * flat,
        Math.cos(light.sunAzimuth) * flat,
        Math.max(0.12, Math.sin(light.sunElevation)),
      ],
      colour: [key[0] * sunny, key[1] * sunny, key[2] * sunny],
      spread: 0.03 + cloudCover * 0.1,
    },
    lamps: site.lamps,
    occlusionMetres: 3,
  };
}
