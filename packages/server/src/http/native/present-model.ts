import type { Model } from '../../catalogue/model.ts';
import { parametersOf, secondsOf } from '../../catalogue/parameters.ts';
import type { ModelView } from '../../contract/model-view.ts';
import { submitPathOf } from '../../contract/models.ts';
import { ENVIRONMENTS } from '../../kernel/environment.ts';
import { formatDollars } from '../../kernel/money.ts';
import type { HttpDeps } from '../http-deps.ts';

type ModelDeps = Pick<HttpDeps, 'chooseEngine' | 'prices' | 'settings'>;

/** A model as it may be used here and now: its rules, its price, and who would make it. */
export function presentModel(deps: ModelDeps, model: Model): ModelView {
  const { perSecond, perSecondWithSound } = deps.prices[model.id];
  return {
    id: model.id,
    version: model.version,
    submit_path: submitPathOf(model.id),
    modes: [...model.modes],
    durations: model.durations === null ? null : [...secondsOf(model.durations)],
    ...(model.pictureDurations ? { durations_with_image: [...secondsOf(model.pictureDurations)] } : {}),
    picture: model.pictureClass,
    sound: soundOf(model),
    currency: 'USD',
    price_per_second: formatDollars(perSecond),
    ...(perSecondWithSound === undefined
      ? {}
      : { price_per_second_with_sound: formatDollars(perSecondWithSound) }),
    availability: ENVIRONMENTS.flatMap((environment) =>
      model.modes.map((mode) => {
        const choice = deps.chooseEngine({ environment, accountId: null, model: model.id, mode });
        const note = choice.engine === null ? choice.why : choice.notes.join(' ') || null;
        return { environment, mode, engine: choice.engine, note };
      }),
    ),
    parameters: { ...parametersOf(model, deps.settings) },
  };
}

function soundOf({ takes }: Model): ModelView['sound'] {
  if (takes.has('sound')) return 'optional';
  return takes.has('keep_original_sound') ? 'of_driver' : 'none';
}
