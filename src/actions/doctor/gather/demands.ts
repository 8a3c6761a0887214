import type { CredentialDemand, Installation } from '../../../core/checks/doctor-facts.ts';
import type { OptedInPod } from '../../../core/checks/workload-facts.ts';
import type { IamraConfig } from '../../../core/config/iamra-config.ts';
import { parseServiceAccountName } from '../../../core/identity/service-account.ts';
import type { InjectionDefaults } from '../../../core/injection/injection-settings.ts';
import { partitionOfRegion } from '../../../core/partition.ts';
import { sessionNameOf } from '../../../core/session/session-name.ts';
import type { DoctorWorld } from '../doctor-world.ts';

/** Who is to get which role: what `iamra.yaml` says, and, where there is a cluster, what its pods ask for. */
export async function gatherDemands(world: DoctorWorld): Promise<CredentialDemand[]> {
  const config = await world.read('config');
  const installation = await world.read('installation').catch(() => undefined);
  const pods = await world.read('pods').catch(() => []);
  const cluster = installation?.cluster ?? config?.cluster;
  if (cluster === undefined) return [];
  return [
    ...demandsOfConfig(config, installation, cluster),
    ...pods.flatMap((pod) => demandOfPod(pod, cluster)),
  ];
}

function demandsOfConfig(
  config: IamraConfig | undefined,
  installation: Installation | undefined,
  cluster: string,
): CredentialDemand[] {
  const arns = arnsOf(config, installation?.settings?.defaults ?? {});
  if (config === undefined || arns === undefined) return [];
  const accounts = config.roles.flatMap(({ name, arn, serviceAccounts }) => {
    const partition = partitionOfRegion(config.region).id;
    const roleArn = arn ?? `arn:${partition}:iam::${config.account}:role/${name}`;
    return serviceAccounts.map((text) => ({ roleArn, account: parseServiceAccountName(text) }));
  });
  return accounts.flatMap(({ roleArn, account }) => {
    if (account === undefined) return [];
    const { namespace, name: serviceAccount } = account;
    const who = { source: 'iamra.yaml', cluster, namespace, serviceAccount };
    return { ...who, ...arns, roleArn, sessionName: sessionNameOf(serviceAccount) };
  });
}

function arnsOf(
  config: IamraConfig | undefined,
  defaults: InjectionDefaults,
): Pick<CredentialDemand, 'profileArn' | 'trustAnchorArn'> | undefined {
  const profileArn = config?.profile?.arn ?? defaults.profileArn;
  const trustAnchorArn = config?.trustAnchor?.arn ?? defaults.trustAnchorArn;
  if (profileArn === undefined || trustAnchorArn === undefined) return undefined;
  return { profileArn, trustAnchorArn };
}

function demandOfPod(
  { namespace, name, serviceAccount, request }: OptedInPod,
  cluster: string,
): CredentialDemand[] {
  if (request === undefined) return [];
  const { roleArn, profileArn, trustAnchorArn, sessionDuration, sessionName } = request;
  return [
    {
      source: `pod ${namespace}/${name}`,
      cluster,
      namespace,
      serviceAccount,
      roleArn,
      profileArn,
      trustAnchorArn,
      ...(sessionDuration === undefined ? {} : { sessionSeconds: Number(sessionDuration) }),
      sessionName: sessionName ?? sessionNameOf(name),
    },
  ];
}
