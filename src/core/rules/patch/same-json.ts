import { covers } from '../../injection/covers.ts';

/** Says whether two values are the same JSON. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return covers(one, other) && covers(other, one);
}
