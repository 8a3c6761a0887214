import type { LeftRules } from '../../core/plan/uninstall/plan-uninstall.ts';
import { ruleDefinitions, ruleKinds, rulesApiVersion } from '../../core/rules/rule-kinds.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

/** The injection rules of a cluster, and the definitions that make them possible. */
export async function findRules(kube: Kube): Promise<LeftRules> {
  const definitions = await Promise.all(
    ruleDefinitions.map((name) =>
      kube.get({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name }),
    ),
  );
  const rules = await Promise.all(
    ruleKinds.map(async (kind) => {
      const objects = await kube.list({ apiVersion: rulesApiVersion, kind });
      return objects.map((object) => `${kind} ${keyOf(object)}`);
    }),
  );
  return {
    definitions: ruleDefinitions.filter((_name, index) => definitions[index] !== undefined),
    rules: rules.flat(),
  };
}

function keyOf({ metadata: { namespace, name = '' } }: KubeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
