import type { Rgb } from '../vocabulary/figure.ts';
import { loadSprite } from './load-sprite.ts';
import { recolourSprite } from './recolour.ts';
import { spriteKey, type Sprite, type SpriteRef } from './sprite.ts';

/** Everything a shot draws, by `spriteSetKey`. */
export type SpriteSet = ReadonlyMap<string, Sprite>;

export interface SpriteRequest {
  readonly ref: SpriteRef;
  /** The largest height it is drawn at. */
  readonly heightPx: number;
  /** The colour asked for, sRGB 0..255; null or absent keeps its own colours. */
  readonly tint?: Rgb | null;
}

export function spriteSetKey(ref: SpriteRef, tint: Rgb | null = null): string {
  return tint === null ? spriteKey(ref) : `${spriteKey(ref)}#${tint.join(',')}`;
}

/** Draws each picture once, at the largest height asked for, and gives it its tints. */
export async function loadSprites(requests: readonly SpriteRequest[]): Promise<SpriteSet> {
  const pictures = new Map<string, SpriteRequest>();
  for (const request of requests) {
    const key = spriteKey(request.ref);
    if ((pictures.get(key)?.heightPx ?? 0) < request.heightPx) pictures.set(key, request);
  }
  const plain = new Map<string, Sprite>();
  await Promise.all(
    [...pictures].map(async ([key, { ref, heightPx }]) => {
      plain.set(key, await loadSprite(ref, heightPx));
    }),
  );

  const set = new Map<string, Sprite>();
  for (const { ref, tint = null } of requests) {
    const key = spriteSetKey(ref, tint);
    const sprite = plain.get(spriteKey(ref));
    if (sprite === undefined || set.has(key)) continue;
    set.set(key, tint === null ? sprite : recolourSprite(sprite, tint));
  }
  return set;
}
