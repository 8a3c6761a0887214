import type { Context } from '../../context.ts';
import { eksWebhookConfiguration } from '../../core/checks/eks-webhook.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import { eksRoleOf } from '../../core/injection/annotations/eks-sources.ts';
import { defaultSettings } from '../../core/injection/default-settings.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import type { IrsaAccount } from '../../core/migrate/irsa-account.ts';
import type { Kube } from '../../kube/kube.ts';
import { readInstallation } from '../annotate/read-installation.ts';
import { unlessForbidden } from '../annotate/unless-forbidden.ts';
import { readExcludedNamespaces } from '../doctor/gather/excluded-namespaces.ts';
import { installedName } from '../role/cluster-at-hand.ts';
import { type AccountUsers, findAccountUsers } from './find-account-users.ts';
import type { IrsaInput } from './irsa-input.ts';

/** What a cluster says about IRSA. */
export interface ObservedIrsa {
  readonly kube: Kube;
  readonly accounts: readonly IrsaAccount[];
  readonly users: AccountUsers;
  readonly excludedNamespaces: ReadonlySet<string>;
  /** Undefined where iamra is not installed. */
  readonly settings: InjectionSettings | undefined;
  readonly hasEksWebhook: boolean;
}

/**
 * Finds the ServiceAccounts that have a role by EKS' annotation, and who uses them; writes nothing.
 * @throws {IamraError} IAMRA235 where the cluster has another name than `iamra.yaml`, 1xx where it does not answer
 */
export async function observeIrsa(
  context: Context,
  { kubeconfig, context: name, namespace, selector }: IrsaInput,
  cluster: string,
): Promise<ObservedIrsa> {
  const kube = await context.kube({ kubeconfig, context: name });
  await refuseOtherCluster(kube, cluster);
  const settings = await readSettings(kube);
  const query = {
    ...{ apiVersion: 'v1', kind: 'ServiceAccount' },
    ...(namespace === undefined ? {} : { namespace }),
    ...(selector === undefined ? {} : { labelSelector: selector }),
  };
  const [objects, users, excludedNamespaces, hasEksWebhook] = await Promise.all([
    kube.list(query),
    findAccountUsers(kube, namespace),
    readExcludedNamespaces(kube, settings ?? defaultSettings('', {})),
    unlessForbidden(() => runsEksWebhook(kube), false),
  ]);
  const accounts = objects.flatMap(({ metadata }): IrsaAccount[] => {
    const { annotations = {} } = metadata;
    const roleArn = eksRoleOf(annotations);
    const account = { namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
    return roleArn === undefined ? [] : [{ account, annotations, roleArn }];
  });
  const sorted = accounts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { kube, accounts: sorted, users, excludedNamespaces, settings, hasEksWebhook };
}

function keyOf({ account }: IrsaAccount): string {
  return formatServiceAccountName(account);
}

async function refuseOtherCluster(kube: Kube, cluster: string): Promise<void> {
  const installed = await unlessForbidden(() => installedName(kube), undefined);
  if (installed === undefined || installed === cluster) return;
  const message = `The cluster of context ${kube.context} is ${installed} to iamra, not ${cluster}.`;
  throw new IamraError('IAMRA235', message);
}

async function readSettings(kube: Kube): Promise<InjectionSettings | undefined> {
  try {
    return await readInstallation(kube, '');
  } catch (error) {
    if (IamraError.is(error) && error.code === 'IAMRA178') return undefined;
    throw error;
  }
}

async function runsEksWebhook(kube: Kube): Promise<boolean> {
  const found = await kube.get({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    name: eksWebhookConfiguration,
  });
  return found !== undefined;
}
