/** The public face of `@reelay/client`. */
export type { CallOptions } from './calls/api-request.ts';
export type { OnResponse, ReelayOptions, ResponseFacts } from './calls/settings.ts';
export { JobFailedError, JobTimeoutError, ModerationError } from './errors/job-errors.ts';
export { ReelayError } from './errors/reelay-error.ts';
export {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  InsufficientCreditsError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './errors/refusals.ts';
export type { FollowOptions } from './events/follow-events.ts';
export type { Downloaded } from './jobs/download-video.ts';
export type { Job, JobEvent, SubmittedJob } from './jobs/job.ts';
export type { PendingJob } from './jobs/pending-job.ts';
export type { WaitOptions } from './jobs/wait-until-ended.ts';
export { Reelay } from './reelay.ts';
export type { Uploadable, UploadOptions } from './resources/files.ts';
export type { Pages } from './resources/pages.ts';
export type { SubmitOptions } from './resources/submit.ts';
export type { HeardWebhook } from './resources/webhooks.ts';
export { type VerifyOptions, verifyWebhook, type WebhookHeaders } from './webhooks/verify-webhook.ts';
export type { WebhookEvent } from './webhooks/webhook-event.ts';
export { type WebhookProblem, WebhookVerificationError } from './webhooks/webhook-verification-error.ts';
export type {
  Accepted,
  ApiKey,
  Balance,
  CreatedKey,
  Delivery,
  DeliveryDetail,
  DeliveryFilter,
  FailureCode,
  GenerateBody,
  Generation,
  GenerationEvent,
  GenerationFilter,
  GenerationStatus,
  KeyChanges,
  ListenedWebhook,
  Model,
  NewKey,
  O1Body,
  O3Body,
  Page,
  Quote,
  RefusalCode,
  Replayed,
  ReplayFailedBody,
  ShownWebhookSecret,
  StoredFile,
  Usage,
  UsageQuery,
  WebhookSecret,
} from './wire-types.ts';
