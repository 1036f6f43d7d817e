import { judgePrompt } from './judge-prompt.ts';
import type { PromptResult } from './judge-prompt.ts';
import type { Verdict } from './judge-check.ts';
import type { NegativeTrial, PromptFile, SampleEntry } from './sample-entry.ts';
import { tryCfg, tryNegative, trySeed } from './trials.ts';
import type { CfgResult } from './trials.ts';

/** One piece of measuring, small enough to hand to a thread. */
export type Errand =
  | { readonly kind: 'prompt'; readonly entry: SampleEntry }
  | { readonly kind: 'seed'; readonly prompt: string }
  | { readonly kind: 'cfg'; readonly prompt: string }
  | { readonly kind: 'negative'; readonly trial: NegativeTrial };

export type Finding =
  | { readonly kind: 'prompt'; readonly result: PromptResult }
  | { readonly kind: 'cfg'; readonly result: CfgResult }
  | { readonly kind: 'trial'; readonly verdict: Verdict }
  /** The studio threw. */
  | { readonly kind: 'failure'; readonly prompt: string; readonly message: string };

/** The long errands first, so that no thread is left alone with one at the end. */
export function errandsOf(file: PromptFile): Errand[] {
  return [
    ...file.cfgTrials.map((prompt) => ({ kind: 'cfg', prompt }) as const),
    ...file.seedTrials.map((prompt) => ({ kind: 'seed', prompt }) as const),
    ...file.prompts.map((entry) => ({ kind: 'prompt', entry }) as const),
    ...file.negativeTrials.map((trial) => ({ kind: 'negative', trial }) as const),
  ];
}

export function promptOf(errand: Errand): string {
  switch (errand.kind) {
    case 'prompt':
      return errand.entry.prompt;
    case 'negative':
      return errand.trial.prompt;
    case 'seed':
    case 'cfg':
      return errand.prompt;
    default:
      return errand satisfies never;
  }
}

/** Never throws: what the studio cannot draw is a finding too. */
export async function runErrand(errand: Errand): Promise<Finding> {
  try {
    switch (errand.kind) {
      case 'prompt':
        return { kind: 'prompt', result: await judgePrompt(errand.entry) };
      case 'seed':
        return { kind: 'trial', verdict: await trySeed(errand.prompt) };
      case 'cfg':
        return { kind: 'cfg', result: await tryCfg(errand.prompt) };
      case 'negative':
        return { kind: 'trial', verdict: await tryNegative(errand.trial) };
      default:
        return errand satisfies never;
    }
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'failure', prompt: promptOf(errand), message };
  }
}
