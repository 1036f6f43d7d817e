import { BARS, PICTURE_RANGES } from './bars.ts';
import type { Bar, BarId } from './bars.ts';
import type { Finding } from './errand.ts';
import type { Verdict } from './judge-check.ts';
import type { PromptResult } from './judge-prompt.ts';

/** A bar with what was measured; `measured` is null when nothing in the sample asks for it. */
export interface BarResult {
  readonly id: BarId;
  readonly bar: Bar;
  readonly measured: number | null;
  readonly checks: number;
  readonly passes: boolean;
}

/** A verdict and the prompt it belongs to. */
export interface FiledVerdict extends Verdict {
  readonly prompt: string;
}

/** Every single answer: those of the checks, of the pictures and of the trials. */
export function fileVerdicts(findings: readonly Finding[]): FiledVerdict[] {
  return findings.flatMap((finding): FiledVerdict[] => {
    switch (finding.kind) {
      case 'prompt':
        return verdictsOf(finding.result).map((verdict) => ({
          ...verdict,
          prompt: finding.result.entry.prompt,
        }));
      case 'trial':
        return [{ ...finding.verdict, prompt: finding.verdict.wanted }];
      case 'cfg': {
        const { prompt, varietyFree, varietyStrict, smallestSubject } = finding.result;
        const ratio = varietyStrict === 0 ? Infinity : varietyFree / varietyStrict;
        return [
          {
            ...atLeast('cfg_freedom', ratio, `${varietyFree.toFixed(1)} / ${varietyStrict.toFixed(1)}`),
            prompt,
          },
          { ...atLeast('cfg_subject', smallestSubject, `${(smallestSubject * 100).toFixed(1)} %`), prompt },
        ];
      }
      case 'failure':
        return [
          {
            bar: 'visible',
            wanted: 'a picture',
            measured: finding.message.split('\n')[0] ?? '',
            passes: false,
            prompt: finding.prompt,
          },
        ];
      default:
        return finding satisfies never;
    }
  });
}

function verdictsOf(result: PromptResult): Verdict[] {
  const { verdicts, stats, clip, wantsStill, isColourless } = result;
  const visible = verdicts.filter(({ bar }) => bar === 'visible');
  const both: Verdict[] =
    visible.length < 2
      ? []
      : [
          {
            bar: 'both_visible',
            wanted: visible.map(({ wanted }) => wanted).join(', '),
            measured: visible.map(({ measured }) => measured).join(', '),
            passes: visible.every(({ passes }) => passes),
          },
        ];
  const { entropyBits, colourfulness, laplacianVariance } = PICTURE_RANGES;
  return [
    ...verdicts,
    ...both,
    within('entropy', stats.entropyBits, entropyBits),
    ...(isColourless ? [] : [within('colourful', stats.colourfulness, colourfulness)]),
    within('detail', stats.laplacianVariance, laplacianVariance),
    ...(clip === null
      ? []
      : [
          atLeast(wantsStill ? 'still_flicker' : 'flicker', clip.flicker, clip.flicker.toFixed(4)),
          atLeast('smoothness', clip.smoothness, clip.smoothness.toFixed(4)),
        ]),
  ];
}

function within(bar: BarId, value: number, range: { readonly from: number; readonly to: number }): Verdict {
  return {
    bar,
    wanted: `${range.from} to ${range.to}`,
    measured: value.toFixed(2),
    passes: value >= range.from && value <= range.to,
  };
}

function atLeast(bar: BarId, value: number, measured: string): Verdict {
  const { atLeast: threshold } = BARS[bar];
  return { bar, wanted: `at least ${threshold}`, measured, passes: value >= threshold };
}

/** Holds every bar against its verdicts. A bar nobody asked for is passed, and says so. */
export function tallyBars(findings: readonly Finding[], verdicts: readonly FiledVerdict[]): BarResult[] {
  const ids = Object.keys(BARS).filter((id): id is BarId => Object.hasOwn(BARS, id));
  return ids.map((id) => {
    const bar: Bar = BARS[id];
    const own = verdicts.filter((verdict) => verdict.bar === id);
    const measured = own.length === 0 ? null : measure(id, findings, own);
    return { id, bar, measured, checks: own.length, passes: measured === null || measured >= bar.atLeast };
  });
}

/** Most bars are shares of verdicts; the temporal ones are their worst clip, the cfg ones a mean and a minimum. */
function measure(id: BarId, findings: readonly Finding[], own: readonly FiledVerdict[]): number {
  const prompts = findings.flatMap((finding) => (finding.kind === 'prompt' ? [finding.result] : []));
  const clips = (still: boolean | null): number[] =>
    prompts.flatMap(({ clip, wantsStill }) =>
      clip === null || (still !== null && wantsStill !== still)
        ? []
        : [id === 'smoothness' ? clip.smoothness : clip.flicker],
    );
  const cfgs = findings.flatMap((finding) => (finding.kind === 'cfg' ? [finding.result] : []));
  switch (id) {
    case 'flicker':
      return Math.min(...clips(false));
    case 'still_flicker':
      return Math.min(...clips(true));
    case 'smoothness':
      return Math.min(...clips(null));
    case 'cfg_freedom': {
      const free = cfgs.reduce((sum, { varietyFree }) => sum + varietyFree, 0);
      const strict = cfgs.reduce((sum, { varietyStrict }) => sum + varietyStrict, 0);
      return strict === 0 ? Infinity : free / strict;
    }
    case 'cfg_subject':
      return Math.min(...cfgs.map(({ smallestSubject }) => smallestSubject));
    default:
      return own.filter(({ passes }) => passes).length / own.length;
  }
}

/** A figure of a bar as people read it, cut rather than rounded: a miss must not look like a pass. */
export function formatMeasure(value: number | null, unit: Bar['unit']): string {
  if (value === null) return 'not asked';
  if (unit === 'share') return `${cut(value * 100, 1)} %`;
  return unit === 'ratio' ? `x ${cut(value, 2)}` : cut(value, 4);
}

function cut(value: number, digits: number): string {
  // 93 % of 100 is 92.99999999999999 in binary.
  const scale = 10 ** digits;
  return (Math.floor(value * scale + 1e-6) / scale).toFixed(digits);
}
