/** What the decoding child is asked: one JSON line on its standard input. */
export type IntakeOrder =
  | { readonly kind: 'inspect_image'; readonly path: string; readonly format: 'jpeg' | 'png' | 'webp' }
  | {
      readonly kind: 'read_image';
      readonly path: string;
      readonly format: 'jpeg' | 'png' | 'webp';
      readonly longSide: number | null;
      readonly mostPixels: number | null;
    }
  | { readonly kind: 'inspect_video'; readonly path: string; readonly container: VideoContainer }
  | { readonly kind: 'inspect_result'; readonly path: string; readonly container: VideoContainer }
  | {
      readonly kind: 'read_driver';
      readonly path: string;
      readonly container: VideoContainer;
      readonly taking: Taking;
      readonly mostFps: number;
      readonly longSide: number;
      /** What comes later is not wanted; null for all. */
      readonly keepSeconds: number | null;
    }
  | {
      readonly kind: 'read_sound';
      readonly path: string;
      readonly container: VideoContainer;
      readonly taking: Taking;
    };

export type VideoContainer = 'mp4' | 'mov' | 'webm' | 'avi';

/** What a film is for, and with it which formats and sizes are taken: a caller's driver, or an upstream's result. */
export type Taking = 'driver' | 'result';

export const LONGEST_REPLY_BYTES = 65_536;

/** The child's file descriptor on which it answers. */
export const ANSWER_FD = 3;

/** Every message of the child: this header, four 32-bit little-endian numbers, and then `byteCount` bytes. */
export interface MessageHeader {
  readonly kind: 'reply' | 'picture' | 'sound';
  /** Pixels, or samples a channel. */
  readonly width: number;
  /** Pixels, or channels. */
  readonly height: number;
  readonly byteCount: number;
}

export const HEADER_BYTES = 16;

const KIND_CODES = { reply: 1, picture: 2, sound: 3 } as const satisfies Record<
  MessageHeader['kind'],
  number
>;

export function encodeHeader(header: MessageHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, KIND_CODES[header.kind], true);
  view.setUint32(4, header.width, true);
  view.setUint32(8, header.height, true);
  view.setUint32(12, header.byteCount, true);
  return bytes;
}

/** Null when the bytes are no header. */
export function decodeHeader(bytes: Uint8Array): MessageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const code = view.getUint32(0, true);
  const base = {
    width: view.getUint32(4, true),
    height: view.getUint32(8, true),
    byteCount: view.getUint32(12, true),
  };
  switch (code) {
    case KIND_CODES.reply:
      return { kind: 'reply', ...base };
    case KIND_CODES.picture:
      return { kind: 'picture', ...base };
    case KIND_CODES.sound:
      return { kind: 'sound', ...base };
    default:
      return null;
  }
}
