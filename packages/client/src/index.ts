/** The public face of `@reelay/client`. */
export {
  ReelayClient,
  type ClientOptions,
  type GenerateBody,
  type Generation,
  type WaitOptions,
} from './client.ts';
export { ReelayError } from './reelay-error.ts';
