import { join } from 'node:path';
import { workloadCaSecretName } from '../../core/cert-manager/workload-ca-secret.ts';
import { applyInit } from '../init/apply-init.ts';
import { prepareInit } from '../init/prepare-init.ts';
import { clusterName, demoNamespace, workloadName } from './demo-names.ts';
import type { DemoStage } from './demo-stage.ts';

/** Of the user's folder. */
export const configFileName = 'iamra.yaml';

/** What `iamra init` does: CA, trust anchor, profile, and a role for the workload. */
export async function setUpAws(stage: DemoStage): Promise<void> {
  const { context, narrator, belongings, cluster, aws, folder, input } = stage;
  const { kube, caNamespace } = cluster;
  const serviceAccount = `${demoNamespace}/${workloadName}`;
  narrator.command(
    `iamra init --cluster ${clusterName} --role ${workloadName} --service-account ${serviceAccount}`,
  );
  const prepared = await prepareInit(context, {
    cluster: clusterName,
    region: aws.emulator.account.region,
    profile: undefined,
    endpointUrl: undefined,
    roles: [{ name: workloadName, serviceAccounts: [serviceAccount], policies: [] }],
    durationSeconds: undefined,
    configFile: join(folder, configFileName),
    ca: undefined,
    caKeyFile: undefined,
    caNamespace,
    kubeconfig: input.kubeconfig,
    context: kube.context,
    noCluster: false,
  });
  const secret = { apiVersion: 'v1', kind: 'Secret', namespace: caNamespace };
  belongings.add(`Remove Secret ${caNamespace}/${workloadCaSecretName}`, () =>
    kube.delete({ ...secret, name: workloadCaSecretName }),
  );
  await applyInit(context, prepared);
}
