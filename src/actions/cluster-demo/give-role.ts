import { join } from 'node:path';
import { parseTarget } from '../../core/annotate/target.ts';
import { applyEdit } from '../annotate/apply-edit.ts';
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
    target: parseTarget(['deployment', workloadName]),
    namespace: demoNamespace,
    cluster: { kubeconfig: input.kubeconfig, context: cluster.kube.context },
    role: workloadName,
    configFile: join(folder, configFileName),
    version: input.version,
  });
  await applyEdit(context, prepared, patience);
  const arn = await narrator.step('Read its log', () => awaitAssumedRole(context, cluster.kube));
  narrator.success(arn);
  return arn;
}
