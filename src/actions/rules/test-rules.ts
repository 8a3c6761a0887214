import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { LintSettings, RuleFinding } from '../../core/rules/lint/lint-rules.ts';
import type { PodTrial } from '../../core/rules/trial/rule-outcome.ts';
import { type TriedPod, triedPods } from '../../core/rules/trial/tried-pods.ts';
import { tryRules } from '../../core/rules/trial/try-rules.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import type { KubeSettings } from '../../kube/load-kubeconfig.ts';
import { readManifests } from '../inject/read-manifests.ts';
import { lintRuleFiles } from './lint-rule-files.ts';

export interface TestRulesInput extends LintSettings {
  /** Files, folders, or `-`. */
  readonly rules: readonly string[];
  readonly pods: readonly string[];
  readonly cluster: KubeSettings;
  /** No cluster is asked. */
  readonly offline: boolean;
}

/** What the API server says of a pod; null where it was not asked. */
export interface Confirmation {
  readonly accepted: boolean;
  readonly message: string | null;
}

export interface TestedPod extends Omit<PodTrial, 'pod'> {
  readonly server: Confirmation | null;
}

export type TestRulesResult =
  | { readonly kind: 'bad_rules'; readonly findings: readonly RuleFinding[] }
  | {
      readonly kind: 'tested';
      readonly context: string | null;
      readonly pods: readonly TestedPod[];
    };

/**
 * Does the webhook's work on the pods of files, and has the API server try what comes out, where there
 * is one.
 * @throws {IamraError} IAMRA365 for files without rules or pods, IAMRA903 and IAMRA904 for files that
 * can't be read, 1xx for a cluster that was named and does not answer
 */
export async function testRules(context: Context, input: TestRulesInput): Promise<TestRulesResult> {
  const { rules, findings } = await lintRuleFiles(input.rules, input);
  if (findings.length > 0) return { kind: 'bad_rules', findings };
  const pods = triedPods(await readManifests(input.pods), input.namespace);
  if (pods.length === 0) {
    throw new IamraError(
      'IAMRA365',
      `There is nothing that makes pods in ${input.pods.join(', ')}.`,
      {
        fix: 'name a file with a Pod, a Deployment or the like with -f FILE',
      },
    );
  }
  const kube = await findCluster(context, input);
  const placed = kube === undefined ? pods : await withNamespaceLabels(kube, pods);
  const trials = tryRules(rules, placed, input);
  const tested: TestedPod[] = [];
  for (const { pod, ...trial } of trials) {
    const ask = kube !== undefined && trial.outcome !== 'refused';
    tested.push({ ...trial, server: ask ? await confirm(kube, pod as KubeObject) : null });
  }
  return { kind: 'tested', context: kube?.context ?? null, pods: tested };
}

/** The cluster that was named, or the current one if it answers. */
async function findCluster(
  { kube, terminal, environment }: Context,
  { offline, cluster }: TestRulesInput,
): Promise<Kube | undefined> {
  if (offline) return undefined;
  const isNamed = cluster.context !== undefined || cluster.kubeconfig !== undefined;
  if (!isNamed && !hasKubeconfig(environment)) return undefined;
  try {
    const found = await kube(cluster);
    await found.version();
    return found;
  } catch (error) {
    if (isNamed || !IamraError.is(error)) throw error;
    terminal.warn(`No cluster confirms this: ${error.message}`);
    return undefined;
  }
}

async function withNamespaceLabels(kube: Kube, pods: readonly TriedPod[]): Promise<TriedPod[]> {
  const names = new Set(pods.map(({ namespace }) => namespace));
  const labels = new Map<string, TriedPod['namespaceLabels']>();
  for (const name of names) {
    const found = await kube.get({ apiVersion: 'v1', kind: 'Namespace', name });
    labels.set(name, found?.metadata.labels);
  }
  return pods.map((pod) => ({
    ...pod,
    namespaceLabels: pod.namespaceLabels ?? labels.get(pod.namespace),
  }));
}

async function confirm(kube: Kube, pod: KubeObject): Promise<Confirmation> {
  try {
    await kube.create(pod, { dryRun: true });
    return { accepted: true, message: null };
  } catch (error) {
    if (!IamraError.is(error)) throw error;
    return { accepted: false, message: error.message };
  }
}
