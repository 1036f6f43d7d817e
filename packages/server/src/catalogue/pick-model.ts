import { modelsAt, submitPathOf, type ModelId, type SubmitPath } from '../contract/models.ts';
import type { Model } from './model.ts';
import { findModel, isModelId } from './models.ts';
import { invalidField, shown, type RawBody } from './raw-body.ts';

/** The model that a body names, or `usual`. Refuses one of another endpoint, and names that endpoint. */
export function pickModel(raw: RawBody, path: SubmitPath, usual: ModelId): Model {
  const id = raw['model'] ?? usual;
  const allowed = modelsAt(path).join(', ');
  if (typeof id !== 'string' || !isModelId(id))
    throw invalidField('model', `${shown(id)} is not a model. Allowed: ${allowed}.`);
  const own = submitPathOf(id);
  if (own !== path)
    throw invalidField('model', `${id} is asked for with POST ${own}. Allowed here: ${allowed}.`);
  return findModel(id);
}
