import type { DioramaBuilder } from '../diorama/builder.ts';
import type { Lamp } from '../diorama/diorama.ts';
import type { StreetLook } from './street-looks.ts';

/** A street while it is being built: where its parts go, and what they all need to know. */
export interface StreetSite {
  readonly builder: DioramaBuilder;
  readonly look: StreetLook;
  readonly seed: number;
  readonly night: number;
  readonly snow: number;
  readonly random: () => number;
  readonly lamps: Lamp[];
}
