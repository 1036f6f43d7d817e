import type { PlaceId } from '../../vocabulary/places.ts';
import { AIR_AND_SPACE_RECIPES } from './air-and-space.ts';
import { BUILT_UP_RECIPES } from './built-up.ts';
import { OPEN_LAND_RECIPES } from './open-land.ts';
import type { PlaceRecipe } from './place-recipe.ts';
import { ROOM_RECIPES } from './rooms.ts';
import { WATER_RECIPES } from './waters.ts';
import { WILD_LAND_RECIPES } from './wild-land.ts';

const RECIPES: Record<PlaceId, PlaceRecipe> = {
  ...OPEN_LAND_RECIPES,
  ...WILD_LAND_RECIPES,
  ...WATER_RECIPES,
  ...BUILT_UP_RECIPES,
  ...AIR_AND_SPACE_RECIPES,
  ...ROOM_RECIPES,
};

/** How a place is furnished, lit and filmed when the prompt says nothing more. */
export function recipeOf(place: PlaceId): PlaceRecipe {
  return RECIPES[place];
}
