/** Contact sheets of everything the art room draws: `node tools/look-art.ts <directory> [drawn|scenery|colours] [names...]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadSprite } from '../src/art/load-sprite.ts';
import { recolourSprite } from '../src/art/recolour.ts';
import { GROWN_SCENERY } from '../src/art/scenery/paint-scenery.ts';
import { MADE_SCENERY } from '../src/art/scenery/made-things.ts';
import type { Sprite, SpriteRef } from '../src/art/sprite.ts';
import { COLOURS } from '../src/vocabulary/conditions.ts';
import { DRAWN } from '../src/vocabulary/drawn.ts';

const CELL = 190;
const GAP = 10;
const RECOLOURED = ['automobile', 'dog', 'red-apple', 'umbrella', 'bird', 'amphora', 'bicycle'];

interface Cell {
  readonly label: string;
  readonly sprite: Sprite;
}

async function pictureOf({ label, sprite }: Cell): Promise<Buffer> {
  const level = sprite.levels[0];
  if (level === undefined) throw new Error('empty sprite');
  const raw = { width: level.width, height: level.height, channels: 4, premultiplied: true } as const;
  const art = await sharp(Buffer.from(level.pixels), { raw })
    .png()
    .resize(CELL - 6, CELL - 20, { fit: 'inside' })
    .toBuffer();
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${CELL}"><text x="4" y="${CELL - 3}" font-size="12" font-family="sans-serif">${label}</text></svg>`;
  return sharp({ create: { width: CELL, height: CELL, channels: 4, background: '#a8bccb' } })
    .composite([{ input: Buffer.from(text) }, { input: art, gravity: 'center' }])
    .png()
    .toBuffer();
}

async function writeSheet(path: string, cells: readonly Cell[], columns: number): Promise<void> {
  const rows = Math.ceil(cells.length / columns);
  const pitch = CELL + GAP;
  const composites = [];
  for (const [i, cell] of cells.entries())
    composites.push({
      input: await pictureOf(cell),
      left: (i % columns) * pitch,
      top: Math.floor(i / columns) * pitch,
    });
  await sharp({
    create: { width: columns * pitch, height: rows * pitch, channels: 4, background: '#8ea4b5' },
  })
    .composite(composites)
    .png()
    .toFile(path);
  console.log(path);
}

async function cellsOf(refs: readonly SpriteRef[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const ref of refs) cells.push({ label: ref.name, sprite: await loadSprite(ref, 300) });
  return cells;
}

async function sheetsOf(what: string, directory: string, names: readonly string[]): Promise<void> {
  const wanted = (name: string): boolean => names.length === 0 || names.includes(name);
  if (what === 'drawn') {
    const refs = DRAWN.filter(wanted).map((name) => ({ kind: 'drawn', name }) as const);
    for (let from = 0; from < refs.length; from += 32)
      await writeSheet(join(directory, `drawn-${from}.png`), await cellsOf(refs.slice(from, from + 32)), 8);
  } else if (what === 'scenery') {
    const all = [...Object.keys(GROWN_SCENERY), ...Object.keys(MADE_SCENERY)].filter(wanted);
    const refs = all.flatMap((name) =>
      [0, 1, 2, 3].map((variant) => ({ kind: 'scenery', name, variant }) as const),
    );
    for (let from = 0; from < refs.length; from += 40)
      await writeSheet(join(directory, `scenery-${from}.png`), await cellsOf(refs.slice(from, from + 40)), 8);
  } else {
    const cells: Cell[] = [];
    for (const name of RECOLOURED) {
      const sprite = await loadSprite({ kind: 'emoji', name }, 200);
      for (const [colour, rgb] of Object.entries(COLOURS))
        cells.push({ label: `${name} ${colour}`, sprite: recolourSprite(sprite, rgb) });
    }
    await writeSheet(join(directory, 'colours.png'), cells, Object.keys(COLOURS).length);
  }
}

const [directory = 'art-sheets', what, ...names] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
for (const sheet of what === undefined ? ['drawn', 'scenery', 'colours'] : [what])
  await sheetsOf(sheet, directory, names);
