/** What a pixel shows, for the pass that mirrors the figures: land, wet land, or water with this much foam. */
export const LAND = 0;
export const WET_LAND = 1;
export const WATER = 2;
/** Added to WATER: 0 clear .. FOAM_STEPS all foam. */
export const FOAM_STEPS = 250;
