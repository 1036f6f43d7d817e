/** A picture that may be used. Sizes are after the EXIF orientation. */
export interface ImageFacts {
  readonly format: 'jpeg' | 'png' | 'webp';
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly byteCount: number;
}

/** A driver video that may be used. Sizes are as shown, after the rotation that the file asks for. */
export interface DriverFacts {
  readonly container: 'mp4' | 'mov' | 'webm';
  readonly mediaType: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly durationSeconds: number;
  readonly hasSound: boolean;
  readonly byteCount: number;
}

export type MediaFaultCode =
  /** The first bytes are of no format that is taken. */
  | 'unknown_format'
  | 'too_large'
  | 'too_small_picture'
  | 'too_large_picture'
  | 'too_narrow'
  | 'too_short'
  | 'too_long'
  | 'too_fast'
  | 'no_picture_stream'
  | 'codec_not_taken'
  /** It begins like a picture or video and then cannot be decoded. */
  | 'damaged'
  /** Decoding took more memory, time or output than is given to one file. */
  | 'too_costly';

/** Why a stranger's file is refused: a stable code, and a sentence with the found and the allowed value. */
export interface MediaFault {
  readonly code: MediaFaultCode;
  readonly sentence: string;
}

export type Inspection<Facts> =
  | { readonly usable: true; readonly facts: Facts }
  | { readonly usable: false; readonly fault: MediaFault };
