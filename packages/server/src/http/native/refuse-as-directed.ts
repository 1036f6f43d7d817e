import type { TestDirectives } from '../../kernel/test-directives.ts';

/** Gives the refusal that a magic prompt asks for, if it does. */
export function refuseAsDirected(_directives: TestDirectives | null): void {}
