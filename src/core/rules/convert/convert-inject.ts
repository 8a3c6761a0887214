import type { RuleSpec } from '../rule.ts';
import { rulesApiVersion } from '../rule-kinds.ts';
import type { FieldPath } from '../validate/field-path.ts';
import { dnsSubdomain } from '../validate/value-checks.ts';
import type { FlashbotsInject } from './flashbots-schema.ts';

/** One rule, and the notes on it. */
export interface ConvertedRule {
  readonly object: {
    readonly apiVersion: string;
    readonly kind: 'ClusterInjectionRule';
    readonly metadata: { readonly name: string };
    readonly spec: RuleSpec;
  };
  readonly notes: readonly ConversionNote[];
}

/** What becomes otherwise, at a place of the source. */
export interface ConversionNote {
  readonly path: FieldPath;
  readonly text: string;
}

const firstOrder = 100;
const lastOrder = 1000;
const widestStep = 10;

/** The rule for one entry of `inject`; several keep their order by `order`. */
export function convertInject(
  inject: FlashbotsInject,
  index: number,
  total: number,
): ConvertedRule {
  const { name, maxIterations, ...spec } = inject;
  const usable = usableName(name, index);
  const place: FieldPath = ['inject', index];
  const notes: ConversionNote[] = [];
  if (usable !== name) {
    notes.push({
      path: [...place, 'name'],
      text: `becomes ${usable}, a name that Kubernetes takes`,
    });
  }
  if (maxIterations !== undefined) {
    notes.push({
      path: [...place, 'maxIterations'],
      text: 'has no translation: rules of iamra come to an end by themselves',
    });
  }
  if (spec.containers !== undefined) {
    notes.push({
      path: [...place, 'containers'],
      text: 'stay ordinary containers, which keep Jobs from ending; in initContainers with restartPolicy: Always they would not',
    });
  }
  if (spec.affinity !== undefined) {
    notes.push({
      path: [...place, 'affinity'],
      text: 'is now added to the node affinity that a pod has, where such pods were left out',
    });
  }
  const order = total === 1 ? {} : { order: firstOrder + index * stepBetween(total) };
  return {
    object: {
      apiVersion: rulesApiVersion,
      kind: 'ClusterInjectionRule',
      metadata: { name: usable },
      spec: { ...order, ...spec } as RuleSpec,
    },
    notes,
  };
}

/** Room for rules in between, as far as there is any. */
function stepBetween(total: number): number {
  return Math.min(widestStep, Math.floor((lastOrder - firstOrder) / (total - 1)));
}

function usableName(name: string | undefined, index: number): string {
  if (name !== undefined && dnsSubdomain(name) === undefined) return name;
  const near = (name ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return dnsSubdomain(near) === undefined ? near : `rule-${index + 1}`;
}
