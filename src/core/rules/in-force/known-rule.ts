import { type RuleKind, ruleKey } from '../rule.ts';
import { isRuleKind } from '../rule-kinds.ts';

/** An object of the cluster that is to be a rule, by what is known of it before it is read. */
export interface KnownRule {
  readonly key: string;
  readonly kind: RuleKind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly generation: number;
  readonly object: Readonly<Record<string, unknown>>;
  /** The object with the spec that was in force last; absent where none was. */
  readonly lastGood: Readonly<Record<string, unknown>> | undefined;
}

/** The objects that are rules by kind and name, in the order of their keys. */
export function knownRules(objects: readonly unknown[]): readonly KnownRule[] {
  // Code units, since a locale's order may differ between replicas.
  return objects
    .flatMap((object) => identify(object) ?? [])
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
}

function identify(object: unknown): KnownRule | undefined {
  if (!isRecord(object) || !isRecord(object['metadata'])) return undefined;
  const { kind, metadata, status } = object;
  const { name, namespace, generation } = metadata as Record<string, unknown>;
  if (typeof name !== 'string' || !isRuleKind(kind)) return undefined;
  const place = placeOf(kind, namespace);
  if (place === undefined) return undefined;
  const inForce = isRecord(status) ? status['inForce'] : undefined;
  return {
    key: ruleKey({ ...place, name }),
    kind,
    namespace: place.namespace,
    name,
    generation: typeof generation === 'number' ? generation : 0,
    object,
    lastGood: inForce == null ? undefined : { ...object, spec: inForce },
  };
}

function placeOf(kind: RuleKind, namespace: unknown): Pick<KnownRule, 'namespace'> | undefined {
  if (kind === 'ClusterInjectionRule') return { namespace: undefined };
  return typeof namespace === 'string' ? { namespace } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
