import type { Selection } from '../../core/checks/select-checks.ts';

/** What the user asks of `doctor`. */
export interface DoctorInput {
  /** Whose workloads are looked at; absent: those of all namespaces. */
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly configFile: string;
  /** A profile of the AWS CLI. */
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly endpointUrl: string | undefined;
  readonly selection: Selection;
  /** Mends what is safe to mend. */
  readonly fix: boolean;
}
