/** Every place a shot can happen in. The prompt names one; the scene furnishes it; the renderer draws it. */
export const PLACES = [
  // open land
  'field', 'park', 'garden', 'farm', 'hills', 'forest', 'snowy_forest', 'jungle', 'snow_field', 'mountains',
  'snow_mountains', 'volcano', 'desert', 'canyon',
  // water
  'beach', 'lake', 'river', 'waterfall', 'sea', 'harbour', 'swimming_pool',
  // under water
  'seabed', 'coral_reef',
  // made by people, outdoors
  'road', 'railway', 'street', 'alley', 'plaza', 'skyline', 'rooftop', 'stadium',
  // air and space
  'sky', 'space', 'moon', 'mars',
  // indoors
  'kitchen', 'living_room', 'bedroom', 'bathroom', 'office', 'classroom', 'library', 'cafe', 'gallery', 'stage',
  'gym', 'workshop', 'tabletop',
] as const;
export type PlaceId = (typeof PLACES)[number];
