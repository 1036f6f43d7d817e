/** Sprites of our own (art/drawn), for things that the emoji set lacks or draws from a useless angle. */
export const DRAWN = [
  // buildings and landmarks
  'eiffel_tower', 'barn', 'lighthouse', 'windmill', 'skyscraper', 'pagoda', 'pyramid', 'stone_arch', 'cabin', 'temple',
  // street
  'bench', 'street_lamp', 'phone_booth', 'fire_hydrant', 'parking_meter', 'stop_sign', 'traffic_light', 'mailbox',
  // vehicles and boats, side view, facing right
  'sailboat', 'rowing_boat', 'cruise_ship', 'airliner', 'space_shuttle', 'mars_rover', 'hot_air_balloon', 'train_engine', 'train_carriage',
  // furniture and appliances, front view
  'refrigerator', 'microwave', 'oven', 'toaster', 'sink', 'dining_table', 'desk', 'bookshelf', 'sofa', 'armchair', 'bed', 'wardrobe', 'floor_lamp',
  'television', 'piano', 'upright_piano', 'drum_kit', 'harp', 'easel', 'treadmill', 'washing_machine', 'bathtub', 'blackboard', 'wall_clock',
  // things held or lying about
  'open_book', 'laptop', 'cup', 'wine_glass', 'fork', 'knife', 'spoon', 'bowl', 'vase', 'hair_dryer', 'remote', 'surfboard', 'snowboard', 'skis',
  'skateboard', 'baseball_bat', 'baseball_glove', 'tennis_racket', 'golf_club', 'frisbee', 'iron', 'broom', 'shovel', 'hammer_tool', 'paintbrush_tool',
  'watering_can', 'barbell', 'dumbbell', 'bow', 'sword', 'fishing_rod', 'umbrella_open', 'toothbrush', 'comb', 'acoustic_guitar', 'violin_side', 'flute',
  'trumpet_side', 'accordion', 'ice_cream_cone', 'campfire_logs', 'lantern', 'kite', 'handbag', 'suitcase', 'tie', 'teddy_bear_sitting',
] as const;
export type DrawnId = (typeof DRAWN)[number];
