import { join } from 'node:path';
import { parseTargets } from '../../core/annotate/target.ts';
import { applyEdits } from '../annotate/apply-edits.ts';
import { prepareAnnotate } from '../annotate/prepare-annotate.ts';
import { demoNamespace, workloadName } from './demo-names.ts';
import type { DemoStage } from './demo-stage.ts';
import { awaitAssumedRole } from './follow-workload.ts';
import { configFileName } from './set-up-aws.ts';

const patience = { milliseconds: 180_000, pollMilliseconds: 500 };

/** What `iamra annotate` does; gives the ARN that the workload then has. */
export async function giveRole(stage: DemoStage): Promise<string> {
  const { context, narrator, cluster, folder, input } = stage;
  narrator.command(
    `iamra annotate deployment ${workloadName} --namespace ${demoNamespace} --role ${workloadName}`,
  );
  const prepared = await prepareAnnotate(context, {
    selection: { kind: 'named', targets: parseTargets(['deployment', workloadName]) },
    namespace: demoNamespace,
    allNamespaces: false,
    trial: 'server',
    forceConflicts: false,
    cluster: { kubeconfig: input.kubeconfig, context: cluster.kube.context },
    role: workloadName,
    configFile: join(folder, configFileName),
    version: input.version,
  });
  for (const { error } of prepared.refused) throw error;
  await applyEdits(context, prepared, patience);
  const arn = await narrator.step('Read its log', () => awaitAssumedRole(context, cluster.kube));
  narrator.success(arn);
  return arn;
}
