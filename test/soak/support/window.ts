import type { PodName } from './pod.ts';

/** When calls may fail, in milliseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** The pod whose calls may; absent: those of all. */
  readonly pod?: PodName;
}
