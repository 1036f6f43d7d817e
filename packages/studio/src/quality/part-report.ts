import type { Vision } from '../vision/vision.ts';
import type { PartResult } from './part-bars.ts';
import type { TrialFootage } from './trial-footage.ts';

/** What a part is measured on. */
export interface PartOptions {
  readonly footage: TrialFootage;
  readonly vision: Vision;
  /** Which pairs and scenes, by name and prompt. */
  readonly match: RegExp;
  /** Told what was finished. */
  readonly onStep: (step: string) => void;
}

/** Everything found out about one part of the studio: what a page shows. */
export interface PartReport {
  readonly title: string;
  /** What was measured and how, in a sentence or two. */
  readonly about: string;
  readonly results: readonly PartResult[];
  readonly tables: readonly PartTable[];
  readonly sheets: readonly PartSheet[];
}

/** The single figures behind the bars. */
export interface PartTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Pictures to look at. */
export interface PartSheet {
  readonly group: string;
  readonly title: string;
  /** What the program says of it. */
  readonly lines: readonly string[];
  /** JPEG. */
  readonly strip: Uint8Array;
}
