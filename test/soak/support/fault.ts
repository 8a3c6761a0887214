import type { EmulatedAws } from './emulated-aws.ts';
import type { Pod, PodName } from './pod.ts';
import type { Window } from './window.ts';

/** What faults strike. */
export interface Stage {
  readonly aws: EmulatedAws;
  readonly pods: readonly Pod[];
}

/** What a fault is given when its time has come. */
export interface Strike {
  readonly aws: EmulatedAws;
  /** Those that it strikes. */
  readonly pods: readonly [Pod, ...Pod[]];
  readonly random: () => number;
}

/** A kind of fault. */
export interface Fault {
  /** As the page names it. */
  readonly name: string;
  /** When calls may fail meanwhile, in words; absent: never. */
  readonly declared?: string;
  /** The pods of which it strikes one; absent: it strikes all of them. */
  readonly victims?: readonly PodName[];
  /** Lets it happen until it was met and is over; gives the window in which calls may have failed. */
  readonly strike: (strike: Strike) => Promise<Window | undefined>;
}
