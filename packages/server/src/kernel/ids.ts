import { v7 } from 'uuid';

const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Makes a new UUID version 7: sortable by time of creation. */
export type NewId = () => string;

export const newId: NewId = () => v7();

/** True for the canonical 36-character form; anything else must not reach a uuid column. */
export function isUuid(text: string): boolean {
  return CANONICAL_UUID.test(text);
}
