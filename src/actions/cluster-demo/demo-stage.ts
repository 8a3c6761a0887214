import type { Context } from '../../context.ts';
import type { RunningEmulator } from '../../emulator/emulator-options.ts';
import type { Narrator } from '../demo/narrator.ts';
import type { OpenCluster } from '../install/open-cluster.ts';
import type { Belongings } from './belongings.ts';
import type { ClusterDemoInput } from './cluster-demo-input.ts';

/** A cluster that has been looked at: nothing of the demo is in it yet. */
export interface DemoCluster extends OpenCluster {
  /** cert-manager's cluster resource namespace. */
  readonly caNamespace: string;
}

/** The emulator, and by which URL pods and this machine find it. */
export interface DemoAws {
  readonly emulator: RunningEmulator;
  readonly podUrl: string;
  readonly localUrl: string;
}

/** What each chapter of the demo works with. */
export interface DemoStage {
  /** Ends with Ctrl-C; its AWS is the emulator. */
  readonly context: Context;
  /** Does not end with Ctrl-C. */
  readonly undoing: Context;
  readonly input: ClusterDemoInput;
  readonly narrator: Narrator;
  readonly belongings: Belongings;
  readonly cluster: DemoCluster;
  readonly aws: DemoAws;
  /** The user's folder: iamra.yaml and the like. */
  readonly folder: string;
}
