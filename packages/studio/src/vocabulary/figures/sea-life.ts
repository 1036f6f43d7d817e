import type { Figure } from '../figure.ts';
import { drawn, emoji } from './draw-as.ts';

/** What lives in water. */
export const SEA_LIFE = {
  fish: emoji('fish', 'fish', 0.3, 'left'),
  tropical_fish: emoji('fish', 'tropical-fish', 0.22, 'left'),
  goldfish: emoji('fish', 'tropical-fish', 0.2, 'left'),
  pufferfish: emoji('fish', 'blowfish', 0.35, 'left'),
  shark: drawn('fish', 'shark_side', 1.4, 'left'),
  dolphin: drawn('fish', 'dolphin_side', 1.1, 'left', { seat: [0.5, 0.25] }),
  whale: drawn('fish', 'whale_side', 5.0, 'left'),
  octopus: emoji('sea_creature', 'octopus', 0.8, 'front'),
  squid: emoji('sea_creature', 'squid', 0.8, 'front'),
  jellyfish: emoji('sea_creature', 'jellyfish', 0.6, 'front'),
  turtle: emoji('sea_creature', 'turtle', 0.5, 'left'),
  crab: emoji('sea_creature', 'crab', 0.18, 'front'),
  lobster: emoji('sea_creature', 'lobster', 0.3, 'front'),
  shrimp: emoji('sea_creature', 'shrimp', 0.12, 'left'),
  seal: emoji('sea_creature', 'seal', 0.9, 'left'),
  coral: emoji('plant', 'coral', 0.7, 'front'),
  shell: emoji('object', 'spiral-shell', 0.12, 'front'),
} as const satisfies Record<string, Figure>;
