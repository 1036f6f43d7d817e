import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD } from 'node-av/constants';
import type { Packet } from 'node-av/lib';
import type { MediaFault } from './inspection.ts';
import { judgeDuration, judgeFps } from './judge-media.ts';
import { VIDEO_LIMITS } from './limits.ts';
import type { VideoLimits } from './limits.ts';

/** When the pictures of a file are shown, as its packets say. */
export interface Timing {
  /** The first picture's time on the file's own clock, in seconds. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Pictures a second on average. */
  readonly meanFps: number;
  /** One over the middle interval: what the camera did most of the time. */
  readonly usualFps: number;
}

/** A file of the greatest length and rate has 1805; alternate reference pictures of VP8 add a few. */
const MOST_PACKETS = 20_000;
/** So much longer than it may be, the rest of a film need not be read to refuse it. */
const READ_BEYOND_SECONDS = 5;

/** Collects the times of picture packets in the order of the file. */
export class PacketTimes {
  readonly #secondsPerTick: number;
  readonly #limits: VideoLimits;
  readonly #times: number[] = [];
  #end = -Infinity;
  #packets = 0;

  constructor(secondsPerTick: number, limits: VideoLimits = VIDEO_LIMITS) {
    this.#secondsPerTick = secondsPerTick;
    this.#limits = limits;
  }

  /** All picture packets, shown or not. */
  get packetCount(): number {
    return this.#packets;
  }

  /** Those that are shown. */
  get shownCount(): number {
    return this.#times.length;
  }

  /** False when no more need be read: the file is refused whatever follows. */
  add(packet: Packet): boolean {
    this.#packets++;
    // An edit list hides packets that are needed only to decode others.
    if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) return this.#packets < MOST_PACKETS;
    const ticks = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    const seconds = Number(ticks) * this.#secondsPerTick;
    this.#times.push(seconds);
    this.#end = Math.max(this.#end, seconds + Math.max(0, Number(packet.duration)) * this.#secondsPerTick);
    const past = Math.abs(seconds - (this.#times[0] ?? seconds));
    return this.#packets < MOST_PACKETS && past < this.#limits.mostSeconds + READ_BEYOND_SECONDS;
  }

  /** What was read: its timing, or why it is refused. */
  finish(): Timing | MediaFault {
    const times = this.#times.toSorted((a, b) => a - b);
    const start = times[0];
    const last = times.at(-1);
    if (start === undefined || last === undefined || times.length < 2)
      return {
        code: 'damaged',
        sentence: `The video has ${times.length} pictures that can be shown; a film has more.`,
      };
    const intervals = times.map((time, index) => time - (times[index - 1] ?? time)).slice(1);
    const usual = intervals.toSorted((a, b) => a - b)[intervals.length >> 1] ?? 0;
    const mean = (last - start) / intervals.length;
    // Some files give the last packet no duration: it lasts as long as most others.
    const end = this.#end > last ? this.#end : last + (usual > 0 ? usual : mean);
    const durationSeconds = end - start;
    const meanFps = 1 / mean;
    const usualFps = usual > 0 ? 1 / usual : meanFps;
    const fault =
      judgeDuration(durationSeconds, this.#limits) ?? judgeFps(Math.min(meanFps, usualFps), this.#limits);
    return fault ?? { startSeconds: start, durationSeconds, meanFps, usualFps };
  }
}
