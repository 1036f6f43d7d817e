const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Such as `12.3 MB`. */
export function describeBytes(byteCount: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(byteCount, 1)) / 3), UNITS.length - 1);
  const unit = UNITS[power] ?? 'bytes';
  return power === 0 ? `${byteCount} ${unit}` : `${(byteCount / 1000 ** power).toFixed(1)} ${unit}`;
}
