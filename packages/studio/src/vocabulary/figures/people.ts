import type { Figure, Rgb } from '../figure.ts';
import { creature, emoji, person } from './draw-as.ts';

// The skins of the emoji set's medium-light and medium heads, so that hands match faces.
const LIGHT: Rgb = [238, 186, 142];
const MEDIUM: Rgb = [152, 104, 80];
const GREY_SUIT: Rgb = [72, 78, 96];
const NAVY: Rgb = [44, 56, 92];
const JEANS: Rgb = [62, 88, 132];
const DARK: Rgb = [40, 40, 46];
const WHITE: Rgb = [238, 240, 244];

// The head of an icon that is drawn as a bust.
const BUST_HEAD = [0.24, 0, 0.76, 0.52] as const;
const BUST_CAP = [0.2, 0, 0.8, 0.6] as const;
const BUST_HAT = [0.18, 0, 0.82, 0.6] as const;
const HELMET = [0.14, 0.02, 0.86, 0.62] as const;

const dressed = (top: Rgb, bottom: Rgb, shoes: Rgb = DARK, skin: Rgb = LIGHT) => ({
  skin,
  top,
  bottom,
  shoes,
});
const bare = (fur: Rgb, limbs: Rgb = fur) => ({ skin: limbs, top: fur, bottom: limbs, shoes: limbs });

/** Everyone who stands on two legs and acts: people, costumed characters, animals of the storybook kind, robots. */
export const PEOPLE = {
  person: person('person-medium-light', 1.72, dressed([222, 96, 64], JEANS)),
  man: person('man-medium-light', 1.78, dressed([70, 112, 168], [70, 66, 70])),
  woman: person('woman-medium', 1.68, dressed([190, 64, 96], [54, 58, 84], DARK, MEDIUM)),
  boy: person('boy-medium-light', 1.3, dressed([72, 150, 96], JEANS, [200, 60, 50]), 'child'),
  girl: person('girl-medium-light', 1.28, dressed([236, 132, 168], [120, 92, 168], [220, 80, 110]), 'child'),
  child: person('child-medium', 1.2, dressed([244, 186, 60], [64, 108, 152], [210, 70, 60], MEDIUM), 'child'),
  baby: person('baby-medium-light', 0.7, dressed([176, 212, 240], [176, 212, 240], WHITE), 'child'),
  old_man: person('old-man-medium-light', 1.72, dressed([122, 96, 72], [84, 80, 78])),
  old_woman: person('old-woman-medium-light', 1.6, dressed([150, 96, 140], [92, 82, 104])),
  blonde_woman: person('woman-blonde-hair', 1.7, dressed(WHITE, [40, 40, 58], [30, 150, 150])),
  redhead_man: person('man-red-hair', 1.76, dressed([52, 84, 120], [92, 78, 62])),
  bearded_man: person('man-beard-medium-light', 1.8, dressed([150, 62, 52], JEANS, [92, 60, 40])),
  astronaut: person(
    'astronaut-medium-light',
    1.85,
    dressed(WHITE, [226, 228, 236], [150, 156, 168], WHITE),
    'stout',
    HELMET,
  ),
  superhero: person(
    'person-superhero-medium-light',
    1.86,
    dressed([46, 96, 214], [30, 64, 160], [206, 40, 70]),
    'adult',
    BUST_HEAD,
  ),
  iron_hero: creature(
    'robot',
    1.9,
    { skin: [214, 168, 60], top: [178, 30, 34], bottom: [178, 30, 34], shoes: [206, 158, 52] },
    'robot',
  ),
  ninja: person('ninja-medium-light', 1.74, dressed([52, 46, 70], [44, 38, 60]), 'adult', BUST_HEAD),
  samurai: person('samurai_head', 1.76, dressed([146, 34, 48], [46, 46, 78], [40, 36, 44])),
  knight: person(
    'knight_head',
    1.82,
    dressed([168, 174, 186], [140, 146, 160], [110, 116, 128], [168, 174, 186]),
    'stout',
  ),
  king: person(
    'person-with-crown-medium-light',
    1.78,
    dressed([168, 34, 48], [92, 24, 40]),
    'stout',
    BUST_HAT,
  ),
  queen: person(
    'princess-medium-light',
    1.7,
    dressed([128, 76, 184], [128, 76, 184], [230, 190, 80]),
    'adult',
    BUST_HAT,
  ),
  santa: person('santa-claus-medium-light', 1.75, dressed([204, 30, 40], [204, 30, 40]), 'stout'),
  wizard: person(
    'man-mage-medium-light',
    1.78,
    dressed([50, 110, 206], [44, 92, 176], [92, 66, 46]),
    'adult',
    BUST_HAT,
  ),
  witch: person('woman-mage-medium-light', 1.68, dressed([56, 40, 84], [46, 34, 70]), 'adult', BUST_HAT),
  elf: person(
    'woman-elf-medium-light',
    1.7,
    dressed([60, 130, 76], [112, 84, 54], [92, 66, 46]),
    'adult',
    BUST_HEAD,
  ),
  vampire: person('woman-vampire-medium-light', 1.7, dressed([52, 24, 34], [36, 30, 40]), 'adult', BUST_HEAD),
  zombie: creature(
    'person-zombie',
    1.74,
    { skin: [112, 152, 146], top: [66, 78, 84], bottom: [58, 54, 62], shoes: DARK },
    'adult',
  ),
  police_officer: person(
    'police-officer-medium-light',
    1.78,
    dressed([56, 124, 206], NAVY),
    'adult',
    BUST_CAP,
  ),
  construction_worker: person(
    'construction-worker-medium-light',
    1.78,
    dressed([246, 140, 40], JEANS, [120, 84, 48]),
    'adult',
    BUST_CAP,
  ),
  firefighter: person(
    'firefighter-medium-light',
    1.8,
    dressed([206, 56, 46], [88, 74, 60]),
    'adult',
    BUST_HEAD,
  ),
  soldier: person('soldier_head', 1.8, dressed([92, 104, 68], [78, 88, 58], [60, 50, 40])),
  detective: person(
    'man-detective-medium-light',
    1.78,
    dressed([126, 100, 74], [88, 78, 70]),
    'adult',
    BUST_CAP,
  ),
  chef: person('cook-medium-light', 1.74, dressed(WHITE, [88, 92, 104]), 'adult', BUST_HEAD),
  farmer: person(
    'farmer-medium-light',
    1.76,
    dressed([70, 128, 90], [58, 92, 150], [104, 72, 44]),
    'adult',
    BUST_HEAD,
  ),
  student: person('student-medium-light', 1.7, dressed([74, 92, 148], [64, 66, 86]), 'adult', BUST_HEAD),
  teacher: person('person-medium', 1.72, dressed([124, 90, 62], [70, 72, 84], DARK, MEDIUM)),
  scientist: person('scientist-medium-light', 1.72, dressed(WHITE, [86, 98, 122]), 'adult', BUST_HEAD),
  doctor: person(
    'health-worker-medium-light',
    1.74,
    dressed(WHITE, [110, 168, 190], WHITE),
    'adult',
    BUST_HEAD,
  ),
  singer: person(
    'singer-medium-light',
    1.72,
    dressed([236, 96, 44], [44, 40, 60], [210, 190, 210]),
    'adult',
    BUST_HEAD,
  ),
  pilot: person('pilot-medium-light', 1.78, dressed(NAVY, NAVY), 'adult', BUST_CAP),
  mechanic: person('mechanic-medium-light', 1.76, dressed([70, 130, 210], [70, 130, 210]), 'adult', BUST_CAP),
  office_worker: person('man-medium', 1.78, dressed(GREY_SUIT, GREY_SUIT, DARK, MEDIUM)),
  artist: person(
    'artist-medium-light',
    1.72,
    dressed([236, 230, 218], [60, 64, 84]),
    'adult',
    [0.24, 0, 0.76, 0.54],
  ),
  gentleman: person('man-medium-light', 1.8, dressed([34, 34, 42], [34, 34, 42])),
  lady: person('woman-medium-light', 1.7, dressed([142, 36, 60], [142, 36, 60], [40, 30, 36])),
  bride: person('woman-with-veil-medium-light', 1.7, dressed(WHITE, WHITE, WHITE), 'adult', BUST_HEAD),
  cowboy: person('cowboy-hat-face', 1.8, dressed([168, 76, 52], JEANS, [110, 72, 44], [244, 186, 70])),
  clown: person('clown-face', 1.76, dressed([244, 196, 48], [60, 150, 210], [214, 44, 60], WHITE)),
  ballerina: person('woman-medium-light', 1.66, dressed([244, 176, 200], [244, 200, 214], [240, 160, 188])),
  dancer: person('woman-medium', 1.68, dressed([206, 40, 60], [46, 40, 54], DARK, MEDIUM)),
  paper_dancer: creature(
    'woman-light',
    1.68,
    { skin: WHITE, top: [248, 248, 246], bottom: WHITE, shoes: WHITE },
    'adult',
  ),
  robot: creature(
    'robot',
    1.8,
    { skin: [186, 182, 206], top: [208, 204, 224], bottom: [150, 148, 176], shoes: [222, 58, 96] },
    'robot',
  ),
  storm_trooper: creature(
    'robot',
    1.82,
    { skin: [46, 46, 52], top: [240, 242, 246], bottom: [240, 242, 246], shoes: WHITE },
    'robot',
  ),
  alien: creature('alien', 1.5, bare([112, 206, 92], [92, 184, 84]), 'child'),
  green_sage: creature(
    'alien',
    0.9,
    { skin: [120, 176, 92], top: [196, 176, 140], bottom: [170, 150, 116], shoes: [120, 176, 92] },
    'child',
  ),
  ogre: creature('ogre', 2.2, bare([150, 40, 64], [120, 34, 58])),
  skeleton: creature('skull', 1.75, bare([226, 222, 236], [206, 202, 220]), 'adult'),
  bigfoot: creature('monkey-face', 2.4, bare([104, 72, 52], [92, 62, 46])),
  panda: creature('panda', 1.5, {
    skin: [48, 46, 56],
    top: [240, 238, 246],
    bottom: [52, 50, 62],
    shoes: [44, 42, 52],
  }),
  bear_character: creature('bear', 1.8, bare([134, 88, 74], [118, 76, 64])),
  polar_bear_character: creature('polar-bear', 1.9, bare([238, 240, 248], [222, 226, 238])),
  koala: creature('koala', 0.85, bare([150, 152, 164], [132, 134, 148])),
  raccoon: creature('raccoon', 0.9, {
    skin: [82, 80, 94],
    top: [148, 146, 160],
    bottom: [112, 110, 124],
    shoes: [66, 64, 76],
  }),
  fox_character: creature('fox', 0.95, {
    skin: [70, 48, 48],
    top: [240, 122, 46],
    bottom: [226, 110, 40],
    shoes: [66, 44, 44],
  }),
  wolf_character: creature('wolf', 1.2, bare([140, 142, 154], [116, 118, 132])),
  lion_character: creature('lion', 1.5, bare([240, 180, 72], [226, 162, 60])),
  frog: creature('frog', 0.5, bare([60, 196, 130], [50, 176, 116]), 'child'),
  hamster: creature('hamster', 0.35, bare([250, 178, 140], [244, 160, 128]), 'child'),
  rabbit_character: creature('rabbit-face', 1.0, bare([236, 232, 244], [222, 216, 234])),
  dog_character: creature('dog-face', 1.1, bare([216, 162, 110], [196, 140, 92])),
  cat_character: creature('cat-face', 0.95, bare([250, 184, 50], [240, 168, 40])),
  tiger_character: creature('tiger-face', 1.5, bare([250, 136, 46], [236, 120, 36])),
  monkey_character: creature('monkey-face', 1.1, bare([112, 72, 62], [150, 100, 84])),
  pig_character: creature('pig-face', 1.1, bare([250, 164, 190], [240, 144, 172])),
  mouse_character: creature('mouse-face', 0.6, bare([206, 204, 220], [190, 186, 206]), 'child'),
  cow_character: creature('cow-face', 1.6, bare([236, 234, 244], [90, 88, 100])),
  ghost: emoji('biped', 'ghost', 1.5),
  fairy: emoji('biped', 'woman-fairy', 1.2),
  mermaid: emoji('sea_creature', 'woman-merpeople', 1.7),
  angel: person('baby-angel', 1.0, dressed(WHITE, WHITE, WHITE), 'child'),
  snowman: emoji('toy', 'snowman-without-snow', 1.6),
} as const satisfies Record<string, Figure>;
