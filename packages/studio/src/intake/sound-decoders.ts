import {
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_AC3,
  AV_CODEC_ID_MP3,
  AV_CODEC_ID_OPUS,
  AV_CODEC_ID_PCM_F32LE,
  AV_CODEC_ID_PCM_S16BE,
  AV_CODEC_ID_PCM_S16LE,
  AV_CODEC_ID_PCM_S24BE,
  AV_CODEC_ID_PCM_S24LE,
  AV_CODEC_ID_VORBIS,
  FF_DECODER_AAC,
  FF_DECODER_AC3,
  FF_DECODER_MP3FLOAT,
  FF_DECODER_OPUS,
  FF_DECODER_PCM_F32LE,
  FF_DECODER_PCM_S16BE,
  FF_DECODER_PCM_S16LE,
  FF_DECODER_PCM_S24BE,
  FF_DECODER_PCM_S24LE,
  FF_DECODER_VORBIS,
} from 'node-av/constants';
import type { AVCodecID, FFAudioDecoder } from 'node-av/constants';

/** The sound formats that are taken, each with FFmpeg's own decoder: none that calls other libraries. */
export const SOUND_DECODERS: readonly { readonly id: AVCodecID; readonly decoder: FFAudioDecoder }[] = [
  { id: AV_CODEC_ID_AAC, decoder: FF_DECODER_AAC },
  { id: AV_CODEC_ID_MP3, decoder: FF_DECODER_MP3FLOAT },
  { id: AV_CODEC_ID_OPUS, decoder: FF_DECODER_OPUS },
  { id: AV_CODEC_ID_VORBIS, decoder: FF_DECODER_VORBIS },
  { id: AV_CODEC_ID_AC3, decoder: FF_DECODER_AC3 },
  { id: AV_CODEC_ID_PCM_S16LE, decoder: FF_DECODER_PCM_S16LE },
  { id: AV_CODEC_ID_PCM_S16BE, decoder: FF_DECODER_PCM_S16BE },
  { id: AV_CODEC_ID_PCM_S24LE, decoder: FF_DECODER_PCM_S24LE },
  { id: AV_CODEC_ID_PCM_S24BE, decoder: FF_DECODER_PCM_S24BE },
  { id: AV_CODEC_ID_PCM_F32LE, decoder: FF_DECODER_PCM_F32LE },
];
