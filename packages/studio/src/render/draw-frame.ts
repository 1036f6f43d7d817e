import { loadSprites } from '../art/sprite-set.ts';
import type { SpriteSet } from '../art/sprite-set.ts';
import type { Shot } from '../scene/shot.ts';
import { drawFigures } from './figures/draw-figures.ts';
import { spriteRequests } from './figures/sprite-requests.ts';
import type { Frame } from './frame.ts';
import { openPainter } from './open/open-painter.ts';
import { drawParticles } from './particles/draw-particles.ts';
import { applyPost } from './post/apply-post.ts';
import { drawLightPools } from './post/glows.ts';
import { roomPainter } from './room/room-painter.ts';
import { skyPainter } from './sky/sky-painter.ts';
import { spacePainter } from './space/space-painter.ts';
import { streetPainter } from './street/street-painter.ts';
import { underwaterPainter } from './underwater/underwater-painter.ts';
import { viewAt } from './view.ts';
import type { View } from './view.ts';
import type { WorldPainter } from './world-painter.ts';

/**
 * What is worked out once per shot. Plain data over shared memory: drawing threads receive it by structured clone and
 * all read the same copy.
 */
export interface BakedShot {
  readonly world: BakedWorld;
  readonly sprites: SpriteSet;
}

type BakedBy<Painter> = Painter extends WorldPainter<infer Baked> ? Baked : never;

type BakedWorld =
  | { readonly kind: 'open'; readonly data: BakedBy<typeof openPainter> }
  | { readonly kind: 'street'; readonly data: BakedBy<typeof streetPainter> }
  | { readonly kind: 'room'; readonly data: BakedBy<typeof roomPainter> }
  | { readonly kind: 'underwater'; readonly data: BakedBy<typeof underwaterPainter> }
  | { readonly kind: 'space'; readonly data: BakedBy<typeof spacePainter> }
  | { readonly kind: 'sky'; readonly data: BakedBy<typeof skyPainter> };

export async function bakeShot(shot: Shot): Promise<BakedShot> {
  const sprites = await loadSprites(spriteRequests(shot));
  return { world: bakeWorld(shot), sprites };
}

/** The passes of one picture, in order. */
export type Pass = 'background' | 'figures' | 'reflections' | 'particles' | 'post';

/**
 * Draws one picture. Frames are independent: any order, any thread, the same pixels. `onPass` is told when a pass has
 * ended, for those who measure.
 */
export function drawFrame(
  frame: Frame,
  shot: Shot,
  baked: BakedShot,
  frameIndex: number,
  onPass?: (pass: Pass) => void,
): void {
  const view = viewAt(shot, frameIndex);
  const { world, sprites } = baked;
  switch (world.kind) {
    case 'open':
      return drawPasses({ frame, shot, view, sprites, onPass }, openPainter, world.data);
    case 'street':
      return drawPasses({ frame, shot, view, sprites, onPass }, streetPainter, world.data);
    case 'room':
      return drawPasses({ frame, shot, view, sprites, onPass }, roomPainter, world.data);
    case 'underwater':
      return drawPasses({ frame, shot, view, sprites, onPass }, underwaterPainter, world.data);
    case 'space':
      return drawPasses({ frame, shot, view, sprites, onPass }, spacePainter, world.data);
    case 'sky':
      return drawPasses({ frame, shot, view, sprites, onPass }, skyPainter, world.data);
    default:
      return world satisfies never;
  }
}

function bakeWorld(shot: Shot): BakedWorld {
  const { kind } = shot.world;
  switch (kind) {
    case 'open':
      return { kind, data: openPainter.bake(shot) };
    case 'street':
      return { kind, data: streetPainter.bake(shot) };
    case 'room':
      return { kind, data: roomPainter.bake(shot) };
    case 'underwater':
      return { kind, data: underwaterPainter.bake(shot) };
    case 'space':
      return { kind, data: spacePainter.bake(shot) };
    case 'sky':
      return { kind, data: skyPainter.bake(shot) };
    default:
      return kind satisfies never;
  }
}

interface Drawing {
  readonly frame: Frame;
  readonly shot: Shot;
  readonly view: View;
  readonly sprites: SpriteSet;
  readonly onPass: ((pass: Pass) => void) | undefined;
}

function drawPasses<Baked>(drawing: Drawing, painter: WorldPainter<Baked>, data: Baked): void {
  const { frame, shot, view, sprites, onPass } = drawing;
  const groundHeight = (x: number, y: number): number => painter.groundHeight(data, x, y);
  frame.ids?.fill(0);
  painter.background(frame, shot, data, view);
  onPass?.('background');
  // Worlds with water or wet ground mirror the finished picture themselves, figures included.
  drawFigures(frame, shot, sprites, view, groundHeight, false);
  onPass?.('figures');
  painter.afterFigures?.(frame, shot, data, view);
  onPass?.('reflections');
  drawLightPools(frame, shot, view);
  drawParticles(frame, shot, view, groundHeight);
  onPass?.('particles');
  applyPost(frame, shot, view);
  onPass?.('post');
}
