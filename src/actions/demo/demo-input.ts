import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import type { Narrator } from './narrator.ts';
import type { Workspace } from './workspace.ts';

/** Where the built program lies. */
export interface DemoInput {
  readonly programFile: string;
  /** What the image holds under `/app`. */
  readonly imageFolder: string;
  readonly helloWorldFile: string;
}

/** What every scene of the demo plays on. */
export interface Stage {
  readonly context: Context;
  readonly input: DemoInput;
  readonly narrator: Narrator;
  readonly workspace: Workspace;
}

/** A pod as the API server would store it, as far as the demo reads it. */
export interface Pod {
  readonly metadata: { readonly name?: string };
  readonly spec: {
    readonly initContainers?: readonly PodContainer[];
    readonly containers: readonly PodContainer[];
    readonly volumes?: ReadonlyArray<{
      readonly name: string;
      readonly secret?: object;
      readonly projected?: object;
    }>;
  };
}

export interface PodContainer {
  readonly name: string;
  readonly args?: readonly string[];
  readonly env?: ReadonlyArray<{
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath?: string } };
  }>;
  readonly volumeMounts?: ReadonlyArray<{ readonly name: string; readonly mountPath: string }>;
}

/** What the containers run on: the patched pod, and the CA that cert-manager would hold. */
export interface Cast {
  readonly pod: Pod;
  readonly config: IamraConfig;
  readonly ca: IssuedCertificate;
}
