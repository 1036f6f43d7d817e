import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_MJPEG,
  AV_CODEC_ID_MPEG4,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
  FF_DECODER_H264,
  FF_DECODER_HEVC,
  FF_DECODER_LIBDAV1D,
  FF_DECODER_MJPEG,
  FF_DECODER_MPEG4,
  FF_DECODER_VP8,
  FF_DECODER_VP9,
} from 'node-av/constants';
import type { AVCodecID, FFVideoDecoder } from 'node-av/constants';
import type { Taking } from './intake-wire.ts';

export interface PictureDecoder {
  readonly id: AVCodecID;
  readonly name: string;
  readonly decoder: FFVideoDecoder;
}

const OF_DRIVERS: readonly PictureDecoder[] = [
  { id: AV_CODEC_ID_H264, name: 'h264', decoder: FF_DECODER_H264 },
  { id: AV_CODEC_ID_HEVC, name: 'hevc', decoder: FF_DECODER_HEVC },
  { id: AV_CODEC_ID_VP8, name: 'vp8', decoder: FF_DECODER_VP8 },
  { id: AV_CODEC_ID_VP9, name: 'vp9', decoder: FF_DECODER_VP9 },
  { id: AV_CODEC_ID_AV1, name: 'av1', decoder: FF_DECODER_LIBDAV1D },
];

/** The picture formats that are taken, and how a refusal lists them. */
export const PICTURE_DECODERS = {
  driver: { decoders: OF_DRIVERS, names: 'H.264, HEVC, VP8, VP9 and AV1' },
  result: {
    // What scripts around open models write when nobody chose: MPEG-4 part 2 in MP4 or AVI, and Motion JPEG in AVI.
    decoders: [
      ...OF_DRIVERS,
      { id: AV_CODEC_ID_MPEG4, name: 'mpeg4', decoder: FF_DECODER_MPEG4 },
      { id: AV_CODEC_ID_MJPEG, name: 'mjpeg', decoder: FF_DECODER_MJPEG },
    ],
    names: 'H.264, HEVC, VP8, VP9, AV1, MPEG-4 and Motion JPEG',
  },
} as const satisfies Record<Taking, { readonly decoders: readonly PictureDecoder[]; readonly names: string }>;
