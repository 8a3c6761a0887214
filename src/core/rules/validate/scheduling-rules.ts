import type { Report } from './report.ts';
import type { Fields, TypeRules } from './type-rules.ts';
import { between, dnsLabel, dnsSubdomain, labelKey, labelValue, oneOf } from './value-checks.ts';

const weight = between(1, 100);

const setOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Where pods may go, and the selectors that say so. */
export const schedulingRules: Readonly<Record<string, TypeRules>> = {
  LocalObjectReference: { required: ['name'], values: { name: dnsSubdomain } },
  Toleration: {
    values: {
      key: labelKey,
      operator: oneOf('Equal', 'Exists'),
      value: labelValue,
      effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    },
    whole: checkToleration,
  },
  NodeSelector: { required: ['nodeSelectorTerms'] },
  NodeSelectorTerm: {
    whole: ({ matchExpressions, matchFields }, report) => {
      if (!isEmptyList(matchExpressions) || !isEmptyList(matchFields)) return;
      report([], { code: 'IAMRA351', message: 'is empty, which matches no node' });
    },
  },
  NodeSelectorRequirement: {
    required: ['key', 'operator'],
    values: { key: labelKey, operator: oneOf(...setOperators, 'Gt', 'Lt'), values: labelValue },
    code: 'IAMRA351',
    whole: checkNodeRequirement,
  },
  NodeFieldRequirement: {
    required: ['key', 'operator'],
    values: { key: oneOf('metadata.name'), operator: oneOf('In', 'NotIn'), values: dnsSubdomain },
    code: 'IAMRA351',
    whole: ({ values }, report) => {
      if (!isEmptyList(values) && (values as unknown[]).length === 1) return;
      report(['values'], { code: 'IAMRA351', message: 'must have one value' });
    },
  },
  PreferredSchedulingTerm: { required: ['weight', 'preference'], values: { weight } },
  WeightedPodAffinityTerm: { required: ['weight', 'podAffinityTerm'], values: { weight } },
  PodAffinityTerm: {
    required: ['topologyKey'],
    values: {
      topologyKey: labelKey,
      namespaces: dnsLabel,
      matchLabelKeys: labelKey,
      mismatchLabelKeys: labelKey,
    },
    whole: checkLabelKeys,
  },
  LabelSelector: {
    whole: ({ matchLabels }, report) => {
      for (const [key, value] of Object.entries(matchLabels ?? {})) {
        const problem = labelKey(key) ?? labelValue(value);
        if (problem !== undefined) {
          report(['matchLabels', key], { code: 'IAMRA351', message: problem });
        }
      }
    },
  },
  LabelSelectorRequirement: {
    required: ['key', 'operator'],
    values: { key: labelKey, operator: oneOf(...setOperators), values: labelValue },
    code: 'IAMRA351',
    whole: checkNumberOfValues,
  },
};

function checkToleration(toleration: Fields, report: Report): void {
  const { key = '', operator, value = '', effect, tolerationSeconds } = toleration;
  if (key === '' && operator !== 'Exists') {
    report(['operator'], { code: 'IAMRA346', message: 'must be Exists where there is no key' });
  }
  if (operator === 'Exists' && value !== '') {
    report(['value'], { code: 'IAMRA346', message: 'excludes operator Exists' });
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    report(['effect'], { code: 'IAMRA346', message: 'must be NoExecute with tolerationSeconds' });
  }
}

function checkNodeRequirement(requirement: Fields, report: Report): void {
  const { operator } = requirement;
  const values = (requirement['values'] ?? []) as readonly string[];
  if (operator !== 'Gt' && operator !== 'Lt') checkNumberOfValues(requirement, report);
  else if (values.length !== 1 || !/^\d{1,18}$/.test(values[0] ?? '')) {
    report(['values'], { code: 'IAMRA351', message: `must be one whole number with ${operator}` });
  }
}

function checkNumberOfValues({ operator, values }: Fields, report: Report): void {
  const isSet = operator === 'In' || operator === 'NotIn';
  const isPresence = operator === 'Exists' || operator === 'DoesNotExist';
  if (isSet && isEmptyList(values)) {
    report(['values'], { code: 'IAMRA351', message: `must have at least one with ${operator}` });
  }
  if (isPresence && !isEmptyList(values)) {
    report(['values'], { code: 'IAMRA351', message: `must be absent with ${operator}` });
  }
}

function checkLabelKeys(term: Fields, report: Report): void {
  const keys = (term['matchLabelKeys'] ?? []) as readonly string[];
  const others = (term['mismatchLabelKeys'] ?? []) as readonly string[];
  const selector = (term['labelSelector'] ?? {}) as Fields;
  const selected = [
    ...Object.keys(selector['matchLabels'] ?? {}),
    ...((selector['matchExpressions'] ?? []) as readonly Fields[]).map(({ key }) => key),
  ];
  keys.forEach((key, index) => {
    if (!others.includes(key) && !selected.includes(key)) return;
    report(['matchLabelKeys', index], {
      code: 'IAMRA344',
      message: `“${key}” is in labelSelector or mismatchLabelKeys too`,
    });
  });
  if (keys.length + others.length > 0 && term['labelSelector'] === undefined) {
    report(['labelSelector'], { code: 'IAMRA342', message: 'is required with matchLabelKeys' });
  }
}

function isEmptyList(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}
