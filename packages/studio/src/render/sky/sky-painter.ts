import { createNoise } from '../../maths/noise.ts';
import { mix, smoothstep } from '../../maths/curves.ts';
import type { Light, Shot, World } from '../../scene/shot.ts';
import type { BakedLand } from '../open/bake-land.ts';
import { castLand, drawLand } from '../open/draw-land.ts';
import { bakeBlades } from '../open/grass-blades.ts';
import { type Heightfield, bakeHeightfield } from '../open/heightfield.ts';
import type { OpenWorld } from '../open/open-world.ts';
import { fogTable } from '../open/write-row.ts';
import type { WorldPainter } from '../world-painter.ts';
import { type BakedSky, bakeSky } from './bake-sky.ts';
import { type BakedPuffs, bakePuffs, drawPuffs } from './cloud-puffs.ts';
import { drawSky } from './draw-sky.ts';
import { bakeTile } from './tile-texture.ts';

type SkyWorld = Extract<World, { kind: 'sky' }>;

export interface BakedFlight {
  readonly sky: BakedSky;
  readonly below: BakedLand;
  readonly puffs: BakedPuffs;
}

/** Metres below the stage: the tops of the sea of clouds, and the land seen from a plane. */
const CLOUD_SEA = 34;
const LAND_BELOW = 420;

/** Flight: sky all around, passing clouds, and far below either land or a sea of clouds. */
export const skyPainter: WorldPainter<BakedFlight> = {
  bake(shot) {
    const world = skyWorld(shot);
    const field = world.seaOfClouds ? bakeCloudSea(shot) : bakeFarBelow(shot);
    return {
      sky: bakeSky(shot.seed, world.sky, shot.light),
      below: {
        field,
        kind: world.seaOfClouds ? 'snow' : 'hills',
        grain: bakeTile(shot.seed + 9, 256, 32, 4, 'fractal'),
        ripples: bakeTile(shot.seed + 23, 256, 16, 4, 'fractal'),
        blades: bakeBlades(null),
        fog: fogTable(),
      },
      puffs: bakePuffs(shot.seed, world.seaOfClouds ? 5 : 4 + Math.round(world.sky.cloudCover * 10)),
    };
  },

  background(frame, shot, baked, view) {
    const world = skyWorld(shot);
    drawSky(frame, baked.sky, world.sky, shot.light, view);
    const below = belowWorld(world);
    drawLand(frame, view, baked.below, below, shot.light, castLand(frame, view, baked.below, below));
    drawPuffs(frame, view, baked.puffs, world.sky, shot.light);
  },

  groundHeight() {
    return 0;
  },
};

function skyWorld(shot: Shot): SkyWorld {
  if (shot.world.kind !== 'sky') throw new TypeError(`a sky world is needed, not ${shot.world.kind}`);
  return shot.world;
}

function belowWorld(world: SkyWorld): OpenWorld {
  return {
    kind: 'open',
    terrain: world.seaOfClouds ? 'snow' : 'hills',
    waterLevel: null,
    waves: 0,
    waterColour: null,
    backdrop: 'none',
    roadway: null,
    sky: world.sky,
    fogMetres: world.seaOfClouds ? 900 : 2400,
    wet: false,
    snowCover: 0,
  };
}

/** Billows: folded noise rounds the tops and cuts soft valleys between them. */
function bakeCloudSea(shot: Shot): Heightfield {
  const noise = createNoise(shot.seed);
  const side = 512 * 4;
  const light = cloudLight(shot.light);
  return bakeHeightfield({
    size: 512,
    cellMetres: 4,
    repeats: true,
    castShadows: true,
    light,
    form: (x, y) => {
      const u = x / side;
      const v = y / side;
      const heap =
        Math.abs(noise.value(u * 16, v * 16, 16)) * 15 + Math.abs(noise.value(u * 32 + 0.5, v * 32, 32)) * 9;
      const knobs =
        Math.abs(noise.value(u * 64, v * 64, 64)) * 4.5 + Math.abs(noise.value(u * 128, v * 128, 128)) * 2;
      return -CLOUD_SEA - 8 + heap + knobs + noise.fractal(u * 8, v * 8, 2, 8) * 12;
    },
    paint: (out, _x, _y, height) => {
      const top = smoothstep(-CLOUD_SEA - 10, -CLOUD_SEA + 14, height);
      out[0] = mix(176, 216, top);
      out[1] = mix(186, 218, top);
      out[2] = mix(204, 222, top);
    },
  });
}

/** Clouds scatter light inside, so that their shade is never as deep as that of land. */
function cloudLight(light: Light): Light {
  const [red, green, blue] = light.ambient;
  return {
    ...light,
    ambient: [red * 1.12, green * 1.1, blue * 1.08],
    sunElevation: Math.max(0.24, light.sunElevation),
  };
}

/** Fields, woods and meadows from a kilometre up: a patchwork rather than a relief. */
function bakeFarBelow(shot: Shot): Heightfield {
  const noise = createNoise(shot.seed);
  const side = 512 * 14;
  return bakeHeightfield({
    size: 512,
    cellMetres: 14,
    repeats: true,
    castShadows: false,
    light: shot.light,
    form: (x, y) => -LAND_BELOW + noise.fractal((x / side) * 16, (y / side) * 16, 4, 16) * 90,
    paint: (out, x, y, height) => {
      const bend = noise.fractal((x / side) * 32, (y / side) * 32, 2, 32) * 60;
      const plot = noise.value(Math.floor((x + bend) / 150) * 7.3, Math.floor((y - bend) / 110) * 5.1);
      const wood = smoothstep(0.02, 0.08, noise.fractal((x / side) * 32 + 9, (y / side) * 32, 4, 32));
      const river = smoothstep(26, 12, Math.abs(height + LAND_BELOW + 2) * 4);
      out[0] = mix(mix(126 + plot * 52, 50, wood), 62, river);
      out[1] = mix(mix(138 + plot * 22, 76, wood), 104, river);
      out[2] = mix(mix(74 + plot * 20, 44, wood), 136, river);
    },
  });
}
