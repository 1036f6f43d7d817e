import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a link works. It is renewed on every read of the generation. */
export const LINK_LIFE_SECONDS = 24 * 60 * 60;

/** Of what is stored; some upstreams look at the end of an address. */
export const MEDIA_EXTENSIONS = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
} as const satisfies Record<string, string>;

export type MediaExtension = (typeof MEDIA_EXTENSIONS)[keyof typeof MEDIA_EXTENSIONS];

export interface LinkSigner {
  /** Path and query of a link that anybody who has it may read until it expires. */
  path(assetId: string, extension: MediaExtension, now: Date): string;
  /** True when the signature is ours and the time has not passed. */
  verify(assetId: string, expires: string, signature: string, now: Date): boolean;
}

/** `secret` is shared by every process of one installation, so that each can read the others' links. */
export function linkSigner(secret: string): LinkSigner {
  const sign = (assetId: string, expires: number): Buffer =>
    createHmac('sha256', secret).update(`media.${assetId}.${expires}`).digest();
  return {
    path(assetId, extension, now) {
      const expires = Math.floor(now.getTime() / 1000) + LINK_LIFE_SECONDS;
      return `/media/${assetId}.${extension}?expires=${expires}&signature=${sign(assetId, expires).toString('base64url')}`;
    },
    verify(assetId, expires, signature, now) {
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now.getTime()) return false;
      const given = Buffer.from(signature, 'base64url');
      const right = sign(assetId, Number(expires));
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
