import type { InjectionRulesState, RuleState } from '../../../core/checks/injection-rules-state.ts';
import type { RuleKind } from '../../../core/rules/rule.ts';
import { ruleKinds, rulesApiVersion } from '../../../core/rules/rule-kinds.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, type Condition, readAll, readOne } from './cluster-reader.ts';

interface Rule extends ClusterObject {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly Condition[];
    readonly inForce?: object;
  };
}

interface Configuration extends ClusterObject {
  readonly webhooks?: ReadonlyArray<{ readonly name: string }>;
}

/** Reads what the identity controller says of rules; undefined where iamra isn't installed. */
export async function gatherInjectionRules(
  world: DoctorWorld,
): Promise<InjectionRulesState | undefined> {
  const installation = await world.read('installation');
  if (installation === undefined) return undefined;
  const kube = await world.kube();
  const rules = await Promise.all(ruleKinds.map((kind) => readRules(kube, kind)));
  const configuration = await readOne<Configuration>(kube, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    name: 'iamra-injector-rules',
  });
  const entries = configuration && (configuration.webhooks ?? []);
  const hasEntry = entries?.some(({ name }) => name === 'pod.rules.iamra.dev');
  return { rules: rules.flat(), hasEntry };
}

async function readRules(kube: Kube, kind: RuleKind): Promise<RuleState[]> {
  const rules = await readAll<Rule>(kube, { apiVersion: rulesApiVersion, kind });
  return rules.map((rule) => describe(kind, rule));
}

function describe(kind: RuleKind, { metadata, status = {} }: Rule): RuleState {
  const { namespace, name, generation } = metadata;
  const place = namespace === undefined ? '' : ` --namespace ${namespace}`;
  const isCurrent = status.observedGeneration === generation;
  const condition = status.conditions?.find(({ type }) => type === 'Ready');
  return {
    name: `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`,
    inspect: `kubectl describe ${kind.toLowerCase()} ${name}${place}`,
    ready:
      isCurrent && condition !== undefined
        ? { status: condition.status, message: condition.message ?? '' }
        : undefined,
    isInForce: status.inForce !== undefined,
  };
}
