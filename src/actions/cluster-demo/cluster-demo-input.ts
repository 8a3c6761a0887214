import type { Context } from '../../context.ts';
import type { ClusterInput } from '../install/install-input.ts';

/** What the user asks of `demo --cluster`, and where the built program lies. */
export interface ClusterDemoInput extends ClusterInput {
  /** Address or name of this machine that pods reach; absent: the address that leads to the nodes. */
  readonly host: string | undefined;
  /** Of the emulator; 0: any free one. */
  readonly port: number;
  /** Of iamra and of the workload: `REPOSITORY:TAG`. */
  readonly image: string;
  /** Nothing is taken away at the end. */
  readonly keep: boolean;
  /** How long Helm waits, in Go's notation: `5m0s`. */
  readonly timeout: string;
  /** Of this program. */
  readonly version: string;
  /** Folder of the chart. */
  readonly chart: string;
  readonly helloWorldFile: string;
}

/** The same world twice: what is begun ends with Ctrl-C, what takes it back does not. */
export interface DemoContexts {
  readonly interruptible: Context;
  readonly undoing: Context;
}
