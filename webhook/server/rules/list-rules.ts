import type { RuleKind } from '../../../src/core/rules/rule.ts';
import { ruleKinds } from '../../../src/core/rules/rule-kinds.ts';
import type { CallOptions, KubeClient } from '../../kube/kube-client.ts';
import { type RuleObject, ruleObject, ruleResources } from '../../rules/rule-object.ts';

const pageSize = 500;

/** Every rule as the API server has it at this moment. @throws {ApiError} where it cannot be asked */
export async function listRules(client: KubeClient, call: CallOptions): Promise<RuleObject[]> {
  return (await Promise.all(ruleKinds.map((kind) => listKind(client, kind, call)))).flat();
}

async function listKind(
  client: KubeClient,
  kind: RuleKind,
  call: CallOptions,
): Promise<RuleObject[]> {
  const found: RuleObject[] = [];
  let next: string | undefined;
  do {
    const options = { ...call, limit: pageSize, continue: next };
    const page = await client.list(ruleResources[kind], options);
    found.push(...page.items.map((object) => ruleObject(kind, object)));
    ({ next } = page);
  } while (next !== undefined);
  return found;
}
