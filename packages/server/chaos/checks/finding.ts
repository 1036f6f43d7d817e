/** The verdict of one check. */
export interface Finding {
  /** What must be so. */
  readonly name: string;
  /** What was counted. */
  readonly figure: string;
  readonly violations: readonly Violation[];
  /** Worth knowing, and no violation: the exceptions, one by one. */
  readonly notes?: readonly string[];
}

export interface Violation {
  readonly what: string;
  /** Whose rows and log lines explain it. */
  readonly generationId?: string;
}
