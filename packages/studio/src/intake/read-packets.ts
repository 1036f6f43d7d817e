import { AVDISCARD_ALL, AVDISCARD_DEFAULT, AVERROR_EOF } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import type { MediaFault } from './inspection.ts';
import type { Taking, VideoContainer } from './intake-wire.ts';
import { PacketTimes } from './packet-times.ts';
import type { Timing } from './packet-times.ts';
import { withVideo } from './video-input.ts';
import type { Fault, VideoInput } from './video-input.ts';

/** With less than this share of the promised packets a file is cut short. */
const LEAST_SHARE = 0.5;

/** The longest film has 1800 pictures, and 12000 pieces of sound when they are as short as Opus allows. */
const MOST_PACKETS = 50_000;

/** `broken`: the file could not be read on before its end. */
type PacketsEnd = 'end' | 'broken' | 'taker' | 'too many';

/**
 * Hands on the packets of one stream, by default the pictures, until the end or until `take` says false. The others are
 * skipped inside of FFmpeg. Says what ended it.
 */
export async function readPackets(
  input: VideoInput,
  take: (packet: Packet) => Promise<boolean>,
  wanted: Stream = input.stream,
): Promise<PacketsEnd> {
  for (const stream of input.format.streams)
    stream.discard = stream.index === wanted.index ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  const packet = new Packet();
  packet.alloc();
  try {
    for (let count = 0; count < MOST_PACKETS; count++) {
      const code = await input.format.readFrame(packet);
      if (code < 0) return code === AVERROR_EOF ? 'end' : 'broken';
      const more = packet.streamIndex !== wanted.index || (await take(packet));
      packet.unref();
      if (!more) return 'taker';
    }
    return 'too many';
  } finally {
    packet.free();
  }
}

/** Reads every picture packet of an open film; `alsoTake` sees them too. */
export async function surveyPackets(
  input: VideoInput,
  alsoTake: (packet: Packet) => Promise<void> = () => Promise.resolve(),
): Promise<Timing | MediaFault> {
  const times = new PacketTimes(input.stream.timeBase.toDouble(), input.limits);
  const ending = await readPackets(input, async (packet) => {
    await alsoTake(packet);
    return times.add(packet);
  });
  if (ending === 'too many') return tooManyFault();
  return (ending === 'taker' ? null : cutShortFault(input, times.packetCount)) ?? times.finish();
}

export function tooManyFault(): MediaFault {
  return { code: 'too_costly', sentence: `The video is in more than ${MOST_PACKETS} pieces.` };
}

/** MP4 and MOV say in front how many pictures there are. */
export function cutShortFault(input: VideoInput, found: number): MediaFault | null {
  const promised = Number(input.stream.nbFrames);
  if (found >= promised * LEAST_SHARE) return null;
  return {
    code: 'damaged',
    sentence: `The video is cut short: its index names ${promised} pictures, and ${found} are there.`,
  };
}

/** When the pictures of a film are shown; decodes nothing. */
export function readTiming(
  path: string,
  container: VideoContainer,
  taking: Taking,
): Promise<{ readonly kind: 'timing'; readonly timing: Timing } | Fault> {
  return withVideo(path, container, taking, async (input) => {
    const found = await surveyPackets(input);
    return 'code' in found
      ? { kind: 'fault' as const, fault: found }
      : { kind: 'timing' as const, timing: found };
  });
}
