import type { FindCaller } from '../accounts/find-caller.ts';
import type { PriceBook } from '../catalogue/price-book.ts';
import type { CommandDeps } from '../commands/create-generation.ts';
import type { Environment, GenerationMode } from '../kernel/environment.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import type { Logger } from '../kernel/log.ts';
import type { AddressGuard } from '../media/address-guard.ts';
import type { LinkSigner } from '../media/signed-links.ts';
import type { MediaStore } from '../media/store.ts';

/** Which engine would make this, or the sentence that says why none can. `note` is told to the caller as a warning. */
export type ChooseEngine = (request: {
  readonly environment: Environment;
  readonly model: string;
  readonly mode: GenerationMode;
}) => EngineChoice;
export type EngineChoice =
  | { readonly engine: string; readonly notes: readonly string[] }
  | { readonly engine: null; readonly why: string };

export interface HttpDeps extends CommandDeps {
  readonly findCaller: FindCaller;
  readonly store: MediaStore;
  readonly inspectMedia: InspectMedia;
  /** The one that deliveries will meet: what it never lets through is refused at submit. */
  readonly callbackGuard: Pick<AddressGuard, 'checkUrl'>;
  readonly links: LinkSigner;
  /** 0..2147483647, for requests without a seed. */
  readonly randomSeed: () => number;
  readonly log: Logger;
  readonly prices: PriceBook;
  readonly chooseEngine: ChooseEngine;
  readonly settings: HttpSettings;
}

export interface HttpSettings {
  /** Address that callers use; null = whatever address a request came to. */
  readonly publicUrl: string | null;
  readonly allowLoopbackCallbacks: boolean;
  readonly submitsPerMinute: number;
  readonly readsPerMinute: number;
  readonly version: string;
}
