import type { RuleKind } from '../../src/core/rules/rule.ts';
import { rulesApiVersion } from '../../src/core/rules/rule-kinds.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { type Resource, resources } from '../kube/resource.ts';

/** A rule as the cluster has it: nothing but its metadata was checked. */
export interface RuleObject extends KubeObject {
  readonly kind: RuleKind;
  readonly spec?: unknown;
  readonly status?: unknown;
}

/** The resource of each kind of rules. */
export const ruleResources: Readonly<Record<RuleKind, Resource>> = {
  ClusterInjectionRule: resources.clusterInjectionRules,
  InjectionRule: resources.injectionRules,
};

/** A rule without what Kubernetes notes about who wrote it; lists may leave out the kind. */
export function ruleObject(kind: RuleKind, object: KubeObject): RuleObject {
  const metadata = { ...object.metadata, managedFields: undefined };
  return { ...object, apiVersion: rulesApiVersion, kind, metadata };
}
