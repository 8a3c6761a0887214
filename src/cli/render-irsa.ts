import type { IrsaListing, IrsaResult } from '../actions/migrate/irsa-result.ts';
import { nameOwner } from '../core/checks/name-owners.ts';
import type { Owner } from '../core/checks/workload-facts.ts';
import { eksAnnotationKey } from '../core/injection/annotation-keys.ts';

const restartable = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** One ServiceAccount after another: its role, who uses it, and why it is left where it is. */
export function renderIrsaListing(listings: readonly IrsaListing[], context: string): string {
  const { roleArn } = eksAnnotationKey;
  if (listings.length === 0) return `No ServiceAccount here has ${roleArn} (context ${context}).`;
  return [
    `ServiceAccounts with ${roleArn} (context ${context}):`,
    ...listings.map(renderListing),
  ].join('\n');
}

function renderListing({ name, roleArn, usedBy, hindrance }: IrsaListing): string {
  const users = usedBy.length === 0 ? 'nobody' : usedBy.map(nameOwner).join(', ');
  return [
    `  ${name}`,
    `    ${roleArn}`,
    `    used by ${users}`,
    ...(hindrance === null
      ? []
      : [`    left: ${hindrance.code} ${hindrance.message}`, `      fix: ${hindrance.fix}`]),
  ].join('\n');
}

/** What was done, what was left, and what comes next. */
export function renderIrsaResult(result: IrsaResult): string {
  const { serviceAccounts, applied, configFile } = result;
  const taken = serviceAccounts.filter(({ role }) => role !== null);
  const left = serviceAccounts.length - taken.length;
  if (taken.length === 0)
    return `Nothing to change: all ${left} ServiceAccounts are left as they are.`;
  const lines = taken.map(({ name, role }) => `  ${name} may assume role ${role ?? ''}`);
  return [
    applied ? 'Done:' : 'Nothing to change:',
    ...lines,
    ...(left === 0 ? [] : [`Left as they are, see above: ${left}`]),
    '',
    `Written to ${configFile}; commit it.`,
    ...nextSteps(result, taken),
  ].join('\n');
}

function nextSteps(result: IrsaResult, taken: readonly IrsaListing[]): string[] {
  if (result.eksWebhook) {
    return [
      "EKS' own webhook runs in this cluster, so that compatibility.eksAnnotations is refused (IAMRA370).",
      'Next, in place of the annotation of EKS:',
      ...taken.map(({ name, role }) => {
        const [namespace = '', account = ''] = name.split('/');
        return `  iamra annotate serviceaccount/${account} -n ${namespace} --role ${role ?? ''}`;
      }),
    ];
  }
  const switchOn = '  iamra install --set compatibility.eksAnnotations=true';
  const pods = newPods(taken);
  if (result.eksAnnotations === true && pods.length === 0) return [];
  return ['Next:', ...(result.eksAnnotations === true ? [] : [switchOn]), ...pods];
}

function newPods(taken: readonly IrsaListing[]): string[] {
  const owners = new Map(taken.flatMap(({ usedBy }) => usedBy).map((one) => [nameOwner(one), one]));
  return [...owners.values()].map((owner) => `  ${newPodsOf(owner)}`);
}

function newPodsOf(owner: Owner): string {
  const { kind, namespace, name } = owner;
  if (restartable.includes(kind)) {
    return `kubectl rollout restart ${kind.toLowerCase()}/${name} -n ${namespace}`;
  }
  if (kind === 'CronJob') return `${nameOwner(owner)} follows from its next run on`;
  return `${nameOwner(owner)} needs new pods: delete it, and make it anew`;
}
