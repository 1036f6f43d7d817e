/** Style sheet of every page of the report. */
export const PAGE_STYLE = `
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1.5rem; color: #1c2126; background: #fff; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .6rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #e3e6e9; vertical-align: top; }
th { font-weight: 600; color: #59636d; } td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.pass { color: #0f7b46; } .miss { color: #c0262d; font-weight: 600; } .quiet { color: #6b7680; }
details { margin: .6rem 0; } summary { cursor: pointer; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(34rem, 1fr)); gap: 1.6rem 1.2rem; }
figure { margin: 0; } figure img { width: 100%; display: block; border-radius: 3px; } figcaption { font-size: 12.5px; margin-top: .35rem; }
figcaption b { font-size: 14px; }`;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
