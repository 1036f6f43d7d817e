import { hash2, randomStream } from '../../maths/random.ts';
import type { Shot } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { DioramaBuilder } from '../diorama/builder.ts';
import type { Material, Vec3 } from '../diorama/diorama.ts';
import { Canvas } from '../diorama/canvas.ts';
import { asphalt, blend, cobbles, painted, shadeOf, slabs, snowGround } from '../diorama/materials.ts';
import { paintMarkings, rutSnow } from './paint-markings.ts';
import { neonColour, paintBladeSign, paintFacade } from './paint-facade.ts';
import { furnishStreet } from './street-furniture.ts';
import { KERB_METRES, STREET_START, type StreetLook } from './street-looks.ts';
import type { StreetSite } from './street-site.ts';

const FACADE_VARIANTS = 5;
/** Houses above this need facades painted for twice the height, so streets of both kinds get fewer different ones. */
const TALL_METRES = 20;
const MIXED_VARIANTS = 3;
const FACADE_PLAN = { widthMetres: 11, heightMetres: 14, storeyMetres: 3.3, bays: 4 } as const;
const HOUSE_DEPTH = 10;
const SNOW: Rgb = [236, 242, 250];

/** Ground, rows of houses on both sides and across the end, and what stands in front of them. */
export function buildStreet(shot: Shot, look: StreetLook, snow: number): StreetSite {
  const site: StreetSite = {
    builder: new DioramaBuilder(),
    look,
    seed: shot.seed,
    night: shot.light.night,
    snow,
    random: randomStream(shot.seed, 'street'),
    lamps: [],
  };
  buildGround(site);
  for (const side of [-1, 1] as const) {
    let y = STREET_START;
    let before = 0;
    for (let house = 0; y < look.end; house++) {
      const width = look.widths[0] + site.random() * (look.widths[1] - look.widths[0]);
      before = buildHouse(site, side, y, width, house, before);
      y += width;
    }
  }
  closeEnd(site);
  furnishStreet(site);
  return site;
}

/** From this share of cover snow hides what it lies on. */
const SNOW_HIDES = 0.35;

function snowy(site: StreetSite, material: Material, colour: Rgb, share = 0.85): Material {
  if (site.snow <= SNOW_HIDES) return material;
  return painted(site.builder, blend(colour, SNOW, Math.min(1, site.snow * share)));
}

function snowyGround(site: StreetSite, material: Material): Material {
  if (site.snow <= SNOW_HIDES) return material;
  const ground = snowGround(site.builder, site.seed);
  return { ...ground, tint: blend([176, 180, 188], [244, 248, 255], Math.min(1, site.snow)) };
}

function buildGround(site: StreetSite): void {
  const { builder, look, seed } = site;
  const length = look.end - STREET_START + 6;
  const road = GROUNDS[look.road](site);
  builder.quad([-look.roadHalf, look.end + 6, 0], [look.roadHalf * 2, 0, 0], [0, -length, 0], road, {
    lightStep: 1.1,
  });
  const pavement = snowyGround(site, slabs(builder, 'pavement', [168, 164, 158], 0.6, seed));
  const kerb = snowy(site, painted(builder, [150, 148, 144]), [150, 148, 144], 0.6);
  if (look.facadeAt - look.roadHalf > 0.3) {
    for (const side of [-1, 1]) {
      const inner = look.roadHalf * side;
      const outer = (look.facadeAt + 0.5) * side;
      const low: Vec3 = [Math.min(inner, outer), STREET_START, 0];
      const high: Vec3 = [Math.max(inner, outer), look.end + 6, KERB_METRES];
      builder.box(
        low,
        high,
        { top: pavement, ...(side < 0 ? { right: kerb } : { left: kerb }) },
        { casts: false, lightStep: 0.9 },
      );
      const edge = side < 0 ? inner - 0.16 : inner;
      builder.quad(
        [edge, look.end, KERB_METRES + 0.004],
        [0.16, 0, 0],
        [0, STREET_START - look.end, 0],
        kerb,
        { lightStep: 2 },
      );
    }
  }
  if (site.snow > SNOW_HIDES) {
    if (look.markings) rutSnow(site);
  } else if (look.markings) paintMarkings(site);
}

const GROUNDS: Readonly<Record<StreetLook['road'], (site: StreetSite) => Material>> = {
  asphalt: (site) => snowyGround(site, asphalt(site.builder, 'road', [92, 94, 98], site.seed)),
  cobbles: (site) => snowyGround(site, cobbles(site.builder, 'road', [140, 132, 124], site.seed)),
  slabs: (site) => snowyGround(site, slabs(site.builder, 'road', [190, 180, 164], 1.2, site.seed)),
};

function facade(site: StreetSite, variant: number, height: number): { front: Material; gable: Material } {
  const { builder, look, seed, night } = site;
  const colour = look.colours[variant % look.colours.length] ?? [200, 190, 180];
  // Tall houses get a plan of their own height class so that storeys keep their size.
  const tall = height > TALL_METRES ? 2 : 1;
  const plan = {
    ...FACADE_PLAN,
    heightMetres: FACADE_PLAN.heightMetres * tall,
    storeyMetres: look.facade === 'glass' ? 3.6 : FACADE_PLAN.storeyMetres,
  };
  const texture = builder.texture(`facade${variant}-${tall}`, () =>
    paintFacade(look, plan, colour, night, seed + variant * 101),
  );
  // By day nothing on a facade shines but signs, and plain surfaces are drawn faster.
  const blending = night > 0.01 || look.neonSigns ? 'shining' : 'solid';
  return { front: { texture, blending }, gable: painted(builder, shadeOf(colour, 0.86)) };
}

function variantsOf({ heights }: StreetLook): number {
  return heights[0] <= TALL_METRES && heights[1] > TALL_METRES ? MIXED_VARIANTS : FACADE_VARIANTS;
}

/** Returns the house's height. Of the gable that looks at the stage only what rises above the house before is built. */
function buildHouse(
  site: StreetSite,
  side: -1 | 1,
  y: number,
  width: number,
  index: number,
  before: number,
): number {
  const { builder, look, random } = site;
  const height = look.heights[0] + random() * (look.heights[1] - look.heights[0]);
  const variant = Math.floor(random() * variantsOf(look));
  const { front, gable } = facade(site, variant, height);
  const at = look.facadeAt * side;
  const back = at + HOUSE_DEPTH * side;
  const left = Math.min(at, back);
  const roof = snowy(site, painted(builder, look.roofs ? [136, 82, 66] : [96, 98, 104]), [150, 120, 110], 1);
  // Light changes slowly over houses that are far from the stage on the screen, and over those behind it.
  const lightStep = y > 40 || y < -18 ? 1.6 : 0.8;
  builder.box(
    [left, y, 0],
    [left + HOUSE_DEPTH, y + width, height],
    { ...(side < 0 ? { right: front } : { left: front }), top: roof },
    { lightStep },
  );
  if (before < height)
    builder.quad([left, y, height], [HOUSE_DEPTH, 0, 0], [0, 0, before - height], gable, { lightStep });
  builder.quad([left + HOUSE_DEPTH, y + width, height], [-HOUSE_DEPTH, 0, 0], [0, 0, -height], gable, {
    lightStep: 3,
  });
  const trim = snowy(
    site,
    painted(builder, shadeOf(look.colours[variant % look.colours.length] ?? [200, 200, 200], 1.08)),
    [220, 220, 220],
  );
  const ledge = (z: number, out: number, thick: number): void => {
    const edge = at - out * side;
    builder.box(
      [Math.min(at, edge), y, z],
      [Math.max(at, edge), y + width, z + thick],
      { ...(side < 0 ? { right: trim } : { left: trim }), top: trim, bottom: trim, front: trim },
      { lightStep: 1 },
    );
  };
  ledge(height - 0.35, 0.4, 0.35);
  if (look.shops)
    ledge(3.55 * (height / (FACADE_PLAN.heightMetres * (height > TALL_METRES ? 2 : 1))), 0.16, 0.14);
  if (look.roofs) buildRoof(site, side, y, width, height, roof);
  if (look.shops && look.facade === 'plaster' && random() < 0.75)
    awning(site, side, y + width * 0.12, width * 0.76, index);
  if (look.neonSigns)
    for (let i = 0; i < 2; i++)
      bladeSign(
        site,
        side,
        y + width * (0.15 + i * 0.5 + random() * 0.2),
        4 + random() * Math.max(1, height - 10),
        index * 2 + i,
      );
  return height;
}

function buildRoof(
  site: StreetSite,
  side: -1 | 1,
  y: number,
  width: number,
  height: number,
  roof: Material,
): void {
  const { builder } = site;
  const at = site.look.facadeAt * side;
  const rise = 2.6;
  const inward = 2.6 * side;
  if (side < 0)
    builder.quad([at + inward, y, height + rise], [0, width, 0], [-inward, 0, -rise], roof, { lightStep: 2 });
  else
    builder.quad([at + inward, y + width, height + rise], [0, -width, 0], [-inward, 0, -rise], roof, {
      lightStep: 2,
    });
  const chimneyY = y + width * (0.2 + site.random() * 0.5);
  const x = at + 1.6 * side;
  builder.block(
    [x - 0.35, chimneyY, height],
    [x + 0.35, chimneyY + 0.8, height + 3.2],
    painted(builder, [142, 96, 80]),
    { lightStep: 1 },
  );
}

function awning(site: StreetSite, side: -1 | 1, y: number, width: number, index: number): void {
  const { builder, seed } = site;
  const colours: readonly Rgb[] = [
    [186, 52, 48],
    [46, 96, 80],
    [52, 84, 136],
    [206, 142, 54],
  ];
  const pick = Math.floor(hash2(index, side + 5, seed) * colours.length);
  const colour = colours[pick] ?? [186, 52, 48];
  const texture = builder.texture(`awning${pick}`, () => {
    const canvas = new Canvas(64, 64, 1, 1).base([240, 234, 222]);
    return canvas.rect(0, 0, 0.5, 1, colour).gradient(0, 0.8, 1, 0.2, [0, 0, 0], [0, 0, 0], 0, 0.2);
  });
  const at = (site.look.facadeAt - 0.02) * side;
  const out = -1.15 * side;
  const material: Material = { texture, tile: [0.8, 1.3] };
  const origin: Vec3 = side < 0 ? [at, y, 3.25] : [at, y + width, 3.25];
  const along: Vec3 = [0, side < 0 ? width : -width, 0];
  builder.quad(origin, along, [out, 0, -0.62], snowy(site, material, colour), {
    twoSided: true,
    lightStep: 0.8,
  });
  builder.quad([origin[0] + out, origin[1], 2.63], along, [0, 0, -0.22], material, {
    twoSided: true,
    lightStep: 0.8,
  });
  builder.blockers.push({
    low: [Math.min(at, at + out), y, 2.75],
    high: [Math.max(at, at + out), y + width, 2.9],
  });
}

function bladeSign(site: StreetSite, side: -1 | 1, y: number, z: number, index: number): void {
  const { builder, seed, night } = site;
  const id = (index * 2 + (side + 1) / 2) % 6;
  const texture = builder.texture(`sign${id}`, () => paintBladeSign(seed + id * 17, night));
  const at = site.look.facadeAt * side;
  const height = 2.6 + hash2(index, side + 9, seed) * 1.6;
  const near = at - 0.15 * side;
  const far = at - (0.15 + height * 0.25) * side;
  const plate: Material = { texture, blending: 'shining' };
  const edge = painted(builder, [40, 38, 50]);
  builder.box(
    [Math.min(near, far), y, z],
    [Math.max(near, far), y + 0.2, z + height],
    { front: plate, back: plate, left: edge, right: edge, top: edge, bottom: edge },
    { casts: false, lightStep: 1 },
  );
  if (night > 0.3 && y > -14 && y < 44 && index % 2 === 0) {
    const colour = neonColour(seed + id * 17);
    const k = (5 * night) / 255;
    site.lamps.push({
      position: [far, y - 0.3, Math.min(z + 0.5, 4.5)],
      colour: [colour[0] * k, colour[1] * k, colour[2] * k],
      radiusMetres: 0.6,
      aim: null,
    });
  }
}

function closeEnd(site: StreetSite): void {
  const { builder, look, random } = site;
  let x = -look.facadeAt - 14;
  const limit = look.facadeAt + 14;
  for (let house = 0; x < limit; house++) {
    const width = look.widths[0] + random() * (look.widths[1] - look.widths[0]);
    const height =
      (look.heights[0] + random() * (look.heights[1] - look.heights[0])) * (look.end > 60 ? 1.25 : 1);
    const { front, gable } = facade(site, house % variantsOf(look), height);
    const y = look.end + 6;
    const roof = snowy(
      site,
      painted(builder, look.roofs ? [136, 82, 66] : [96, 98, 104]),
      [150, 120, 110],
      1,
    );
    builder.box(
      [x, y, 0],
      [x + width, y + 10, height],
      { front, left: gable, right: gable },
      { lightStep: 2 },
    );
    builder.block([x, y - 0.4, height - 0.35], [x + width, y, height], gable, { lightStep: 3 });
    if (look.roofs)
      builder.quad([x, y + 2.6, height + 2.6], [width, 0, 0], [0, -2.6, -2.6], roof, { lightStep: 3 });
    x += width;
  }
}
