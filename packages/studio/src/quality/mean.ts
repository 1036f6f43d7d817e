/** Null for nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

export function most(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
