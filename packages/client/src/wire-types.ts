/** Short names for what `openapi.json` describes. Everything here is made from it; nothing is written twice. */
import type { components, operations } from './api-types.gen.ts';

type Schemas = components['schemas'];
type QueryOf<Operation extends { parameters: { query?: unknown } }> = NonNullable<
  Operation['parameters']['query']
>;

export type GenerateBody = Schemas['GenerateBody'];
export type O1Body = Schemas['O1Body'];
export type O3Body = Schemas['O3Body'];
export type Accepted = Schemas['Accepted'];
export type Generation = Schemas['Generation'];
export type GenerationStatus = Generation['status'];
export type GenerationEvent = Schemas['GenerationEvent'];
/** Why a generation failed. */
export type FailureCode = NonNullable<Generation['message']>;
/** Why the server refused a request. */
export type RefusalCode = Schemas['Error']['code'];
export type Quote = Schemas['Quote'];
export type Model = Schemas['Model'];
export type StoredFile = Schemas['File'];
export type Delivery = Schemas['Delivery'];
export type DeliveryDetail = Schemas['DeliveryDetail'];
export type ListenedWebhook = Schemas['ListenedWebhook'];
export type WebhookSecret = Schemas['WebhookSecret'];
export type ShownWebhookSecret = Schemas['ShownWebhookSecret'];
export type ApiKey = Schemas['Key'];
export type CreatedKey = Schemas['CreatedKey'];
export type NewKey = Schemas['NewKey'];
export type KeyChanges = Schemas['KeyChanges'];
export type Usage = Schemas['Usage'];
export type Balance = Schemas['Balance'];
export type Replayed = Schemas['Replayed'];
export type ReplayFailedBody = Schemas['ReplayFailed'];

export type GenerationFilter = Omit<QueryOf<operations['listGenerations']>, 'cursor'>;
export type DeliveryFilter = Omit<QueryOf<operations['listDeliveries']>, 'cursor'>;
export type UsageQuery = Omit<QueryOf<operations['getUsage']>, 'format'>;

/** A page of a list. `next_cursor` is null on the last. */
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly next_cursor: string | null;
}
