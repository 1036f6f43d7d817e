/**
 * What a figure can be seen doing. Bipeds (people, standing animals, robots) have a pose for every one of these;
 * other figures use the few that make sense for them (walk, run, fly, swim, eat, sleep, play, jump, idle).
 */
export const ACTIONS = [
  'idle', 'walk', 'run', 'march', 'jump', 'skip', 'dance', 'ballet', 'wave', 'clap', 'bow', 'salute', 'point', 'cheer',
  'sit', 'kneel', 'crouch', 'lie', 'sleep', 'meditate', 'stretch', 'push_up', 'sit_up', 'squat', 'lift_weights', 'lunge',
  'cartwheel', 'handstand', 'climb', 'crawl', 'swing', 'swim', 'dive', 'float', 'fly', 'surf', 'skateboard', 'ski',
  'skate', 'ride', 'drive', 'row', 'play_guitar', 'play_violin', 'play_piano', 'play_drums', 'play_flute',
  'play_trumpet', 'play_harp', 'play_accordion', 'sing', 'conduct', 'read', 'write', 'paint', 'type', 'phone', 'photograph', 'eat',
  'drink', 'cook', 'stir', 'chop', 'wash', 'sweep', 'iron', 'knit', 'sew', 'dig', 'water', 'hammer', 'saw', 'carry', 'push', 'pull',
  'throw', 'catch', 'kick', 'punch', 'bat', 'golf', 'tennis', 'basketball', 'juggle', 'archery', 'fence', 'bowl', 'hug',
  'kiss', 'shake_hands', 'laugh', 'cry', 'yawn', 'sneeze', 'blow', 'brush_teeth', 'comb_hair', 'apply_makeup', 'smoke', 'shake_head', 'nod',
  'spin', 'fall', 'fight', 'pet', 'feed', 'fish', 'hold', 'look_around', 'play',
] as const;
export type ActionId = (typeof ACTIONS)[number];
