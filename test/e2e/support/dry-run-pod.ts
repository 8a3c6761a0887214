import { execa } from 'execa';
import { inject } from 'vitest';
import { clusterEnvironment } from '../../cluster/cluster-tools.ts';
import { tool } from '../../cluster/tools/tool.ts';
import type { AdmittedPod } from '../../fixtures/pods.ts';

export interface DryRun {
  /** Undefined where it was refused. */
  readonly pod: (AdmittedPod & { readonly status: { readonly qosClass?: string } }) | undefined;
  /** Warnings, and the reason of a refusal, as a user sees them. */
  readonly said: string;
}

/** Creates a pod by a dry run on the API server: all of admission, and nothing is stored. */
export async function dryRunPod(pod: object): Promise<DryRun> {
  const words = ['create', '--dry-run=server', '--output=json', '--filename=-'];
  const { exitCode, stdout, stderr } = await execa(await tool('kubectl'), words, {
    env: clusterEnvironment(inject('kubeconfig')),
    input: JSON.stringify(pod),
    reject: false,
  });
  const admitted = exitCode === 0 ? (JSON.parse(stdout) as NonNullable<DryRun['pod']>) : undefined;
  return { pod: admitted, said: stderr };
}
