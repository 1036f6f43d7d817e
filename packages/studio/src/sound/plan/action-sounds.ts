import type { ActionId } from '../../vocabulary/actions.ts';
import type { FigureId } from '../../vocabulary/figures.ts';
import type { CryId } from '../actions/cries.ts';
import type { EngineId } from '../actions/engines.ts';
import type { FoleyId } from '../actions/foley.ts';
import type { SoloId } from '../score/moods.ts';

/** What somebody who does this is heard to do. `steps` takes the seconds between two steps from the pose of the action. */
export type ActionSound =
  | { readonly kind: 'steps'; readonly stepSeconds: number; readonly force: number; readonly inStep: boolean }
  | { readonly kind: 'foley'; readonly id: FoleyId; readonly label: string }
  | { readonly kind: 'solo'; readonly id: SoloId }
  | { readonly kind: 'applause' };

const steps = (stepSeconds: number, force: number, inStep = false): ActionSound => ({
  kind: 'steps',
  stepSeconds,
  force,
  inStep,
});
const foley = (id: FoleyId, label: string): ActionSound => ({ kind: 'foley', id, label });
const solo = (id: SoloId): ActionSound => ({ kind: 'solo', id });

/** Null: makes no sound worth hearing, or none that we can make well. */
export const ACTION_SOUNDS: Readonly<Record<ActionId, ActionSound | null>> = {
  idle: null,
  walk: steps(0.525, 1),
  run: steps(0.33, 1.5),
  march: steps(0.55, 1.3, true),
  jump: foley('landing', 'landings'),
  skip: steps(0.475, 1.1),
  dance: null,
  ballet: null,
  wave: null,
  clap: foley('clap', 'clapping'),
  bow: null,
  salute: null,
  point: null,
  cheer: { kind: 'applause' },
  sit: null,
  kneel: null,
  crouch: null,
  lie: null,
  sleep: null,
  meditate: null,
  stretch: null,
  push_up: null,
  sit_up: null,
  squat: null,
  lift_weights: foley('weights', 'weights'),
  lunge: null,
  cartwheel: null,
  handstand: null,
  climb: null,
  crawl: null,
  swing: null,
  swim: foley('swim', 'strokes in water'),
  dive: foley('dive', 'a splash'),
  float: null,
  fly: null,
  surf: foley('ski', 'a board on water'),
  skateboard: foley('skateboard', 'a skateboard'),
  ski: foley('ski', 'skis on snow'),
  skate: foley('skate', 'skates on ice'),
  ride: null,
  drive: null,
  row: foley('row', 'oars'),
  play_guitar: solo('guitar'),
  play_violin: solo('violin'),
  play_piano: solo('piano'),
  play_drums: solo('drums'),
  play_flute: solo('flute'),
  play_trumpet: solo('trumpet'),
  play_harp: solo('harp'),
  play_accordion: solo('accordion'),
  sing: solo('voice'),
  conduct: null,
  read: foley('pages', 'turning pages'),
  write: foley('writing', 'a pen on paper'),
  paint: foley('brushing', 'a brush'),
  type: foley('typing', 'typing'),
  phone: null,
  photograph: foley('shutter', 'a camera'),
  eat: null,
  drink: null,
  cook: foley('stir', 'stirring'),
  stir: foley('stir', 'stirring'),
  chop: foley('chop', 'chopping'),
  wash: foley('washing', 'washing'),
  sweep: foley('sweep', 'sweeping'),
  iron: foley('steam', 'a steam iron'),
  knit: foley('knitting', 'knitting needles'),
  sew: foley('machine_sewing', 'a sewing machine'),
  dig: foley('dig', 'digging'),
  water: foley('pouring', 'pouring water'),
  hammer: foley('hammer', 'hammering'),
  saw: foley('saw', 'sawing'),
  carry: steps(0.525, 1),
  push: steps(0.65, 1),
  pull: steps(0.7, 1),
  throw: null,
  catch: null,
  kick: foley('kick', 'kicks'),
  punch: foley('punch', 'punches'),
  bat: foley('bat', 'a bat'),
  golf: foley('golf', 'a golf stroke'),
  tennis: foley('racket', 'a racket'),
  basketball: foley('bounce', 'a bouncing ball'),
  juggle: null,
  archery: foley('bow', 'a bow'),
  fence: foley('swords', 'swords'),
  bowl: foley('pins', 'bowling'),
  hug: null,
  kiss: null,
  shake_hands: null,
  laugh: null,
  cry: null,
  yawn: null,
  sneeze: null,
  blow: null,
  brush_teeth: foley('scrub', 'brushing'),
  comb_hair: null,
  apply_makeup: null,
  smoke: null,
  shake_head: null,
  nod: null,
  spin: null,
  fall: null,
  fight: foley('punch', 'blows'),
  pet: null,
  feed: null,
  fish: null,
  hold: null,
  look_around: null,
  play: null,
};

/** How a vehicle sounds while it moves. */
export type VehicleSound =
  | { readonly kind: 'engine'; readonly id: EngineId; readonly label: string }
  | {
      readonly kind: 'train' | 'steam_train' | 'helicopter' | 'jet' | 'rocket' | 'bicycle';
      readonly label: string;
    };

const engine = (id: EngineId, label: string): VehicleSound => ({ kind: 'engine', id, label });

export const VEHICLE_SOUNDS: Partial<Record<FigureId, VehicleSound>> = {
  car: engine('car', 'a car'),
  suv: engine('car', 'a car'),
  taxi: engine('car', 'a taxi'),
  police_car: engine('car', 'a car'),
  van: engine('car', 'a van'),
  pickup: engine('truck', 'a pickup'),
  racing_car: engine('racing_car', 'a racing car'),
  bus: engine('truck', 'a bus'),
  truck: engine('truck', 'a truck'),
  lorry: engine('truck', 'a lorry'),
  ambulance: engine('truck', 'an ambulance'),
  fire_engine: engine('truck', 'a fire engine'),
  tractor: engine('tractor', 'a tractor'),
  rickshaw: engine('motorcycle', 'a rickshaw'),
  motorcycle: engine('motorcycle', 'a motorcycle'),
  motor_scooter: engine('motorcycle', 'a scooter'),
  speedboat: engine('boat', 'a speedboat'),
  ferry: engine('boat', 'a ferry'),
  ship: engine('boat', 'a ship'),
  small_airplane: engine('propeller', 'a propeller'),
  bicycle: { kind: 'bicycle', label: 'a bicycle' },
  train: { kind: 'train', label: 'a train' },
  train_carriage: { kind: 'train', label: 'a train' },
  bullet_train: { kind: 'train', label: 'a train' },
  tram: { kind: 'train', label: 'a tram' },
  steam_train: { kind: 'steam_train', label: 'a steam engine' },
  helicopter: { kind: 'helicopter', label: 'a helicopter' },
  airplane: { kind: 'jet', label: 'a jet' },
  rocket: { kind: 'rocket', label: 'a rocket' },
  space_shuttle: { kind: 'rocket', label: 'a rocket' },
};

/** Voices of animals. Left out: those that we cannot make well (cats, lions, horses). */
export const ANIMAL_SOUNDS: Partial<
  Record<
    FigureId,
    | { readonly kind: 'cry'; readonly id: CryId; readonly label: string }
    | { readonly kind: 'buzz'; readonly hz: number; readonly label: string }
    | { readonly kind: 'song'; readonly id: 'whale' | 'dolphin'; readonly label: string }
    | { readonly kind: 'ambience'; readonly id: 'birds' | 'tropical_birds' | 'owl' | 'frogs' | 'crickets' }
  >
> = {
  dog: { kind: 'cry', id: 'dog', label: 'a dog' },
  dog_character: { kind: 'cry', id: 'dog', label: 'a dog' },
  cow: { kind: 'cry', id: 'cow', label: 'a cow' },
  sheep: { kind: 'cry', id: 'sheep', label: 'a sheep' },
  goat: { kind: 'cry', id: 'sheep', label: 'a goat' },
  crow: { kind: 'cry', id: 'crow', label: 'a crow' },
  duck: { kind: 'cry', id: 'duck', label: 'a duck' },
  goose: { kind: 'cry', id: 'goose', label: 'a goose' },
  bee: { kind: 'buzz', hz: 230, label: 'a bee' },
  fly: { kind: 'buzz', hz: 190, label: 'a fly' },
  mosquito: { kind: 'buzz', hz: 560, label: 'a mosquito' },
  whale: { kind: 'song', id: 'whale', label: 'whale song' },
  dolphin: { kind: 'song', id: 'dolphin', label: 'dolphins' },
  bird: { kind: 'ambience', id: 'birds' },
  parrot: { kind: 'ambience', id: 'tropical_birds' },
  owl: { kind: 'ambience', id: 'owl' },
  frog: { kind: 'ambience', id: 'frogs' },
  cricket_insect: { kind: 'ambience', id: 'crickets' },
};

/** Feet that are heard as hooves. */
export const HOOFED: ReadonlySet<FigureId> = new Set<FigureId>([
  'horse',
  'donkey',
  'unicorn',
  'cow',
  'ox',
  'buffalo',
  'bison',
  'zebra',
  'deer',
  'moose',
  'goat',
  'ram',
]);
