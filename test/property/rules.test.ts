import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { InjectionRule } from '../../src/core/rules/rule.ts';
import { Rivals } from '../../src/core/rules/validate/rivals.ts';
import {
  rules as anyRules,
  hostileText,
  pods,
  type RandomContainer,
  type RandomPod,
  unknownFields,
} from '../fixtures/random-rules.ts';
import { decide } from '../fixtures/rules.ts';

/** The pod after its patch; undefined where it is refused. */
function admit(pod: RandomPod, rules: readonly InjectionRule[]): RandomPod | undefined {
  const decision = decide(pod, ...rules);
  if (decision.kind === 'refuse') return undefined;
  return decision.kind === 'inject' ? (applyPatch(pod, decision.patch) as RandomPod) : pod;
}

/** Says whether all that was there is there, at the same place or behind what came before it. */
function keeps(after: unknown, before: unknown): boolean {
  if (typeof before !== 'object' || before === null) {
    // What was null counted as absent, and may have been made.
    return before === null || after === before;
  }
  if (typeof after !== 'object' || after === null) return false;
  if (Array.isArray(before)) return Array.isArray(after) && keepsList(after, before);
  return Object.entries(before).every(
    ([key, value]) =>
      Object.hasOwn(after, key) && keeps((after as Record<string, unknown>)[key], value),
  );
}

function keepsList(after: readonly unknown[], before: readonly unknown[]): boolean {
  let next = 0;
  for (const element of after) if (next < before.length && keeps(element, before[next])) next++;
  return next === before.length;
}

/** Those that may be in force together. */
function withoutFights(rules: readonly InjectionRule[]): InjectionRule[] {
  const rivals = new Rivals(rules);
  return rules.filter((rule) => {
    const hasFight = rivals.hasFight(rule);
    if (hasFight) rivals.remove(rule);
    return !hasFight;
  });
}

function allContainers({ spec }: RandomPod): RandomContainer[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

describe('for any pod and any rules', () => {
  it('the patch applies and leaves the given pod as it is', () => {
    fc.assert(
      fc.property(pods, anyRules, (pod, rules) => {
        const before = JSON.stringify(pod);
        admit(pod, rules);
        expect(JSON.stringify(pod)).toBe(before);
      }),
    );
  });

  it('all that the user had is still there, unless a rule says replace', () => {
    fc.assert(
      fc.property(pods, anyRules, (pod, rules) => {
        const gentle = rules.filter(({ spec }) => spec.onConflict !== 'replace');
        const admitted = admit(pod, gentle);
        expect(admitted === undefined || keeps(admitted, pod)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('planning again gives no patch', () => {
    fc.assert(
      fc.property(pods, anyRules, (pod, rules) => {
        const admitted = admit(pod, rules);
        if (admitted === undefined) return;
        expect(decide(admitted, ...rules)).toMatchObject({ kind: 'skip' });
      }),
      { numRuns: 600 },
    );
  });

  it('the order in which rules are given does not matter', () => {
    fc.assert(
      fc.property(pods, anyRules, (pod, rules) => {
        expect(decide(pod, ...rules.toReversed())).toEqual(decide(pod, ...rules));
      }),
    );
  });

  it('a container gets the same at once as it gets part by part', () => {
    // A block device is looked at for each part that is mounted.
    const device = { name: 'disk', devicePath: '/dev/of-nobody' };
    const withDevice = (container: RandomContainer): RandomContainer =>
      Object.assign({ volumeDevices: [device] }, container);
    fc.assert(
      fc.property(pods, anyRules, (pod, rules) => {
        const { initContainers, containers } = pod.spec;
        const spec = {
          ...pod.spec,
          ...(initContainers == null ? {} : { initContainers: initContainers.map(withDevice) }),
          containers: containers.map(withDevice),
        };
        expect(decide({ ...pod, spec }, ...rules)).toEqual(decide(pod, ...rules));
      }),
      { numRuns: 300 },
    );
  });

  it('a second call gives a container of another webhook what is its own, and nothing else', () => {
    const name = hostileText.map((text) => `other-${text}`);
    const added = fc.tuple(unknownFields, name).map(([fields, own]) => ({ ...fields, name: own }));
    fc.assert(
      fc.property(pods, anyRules, added, (pod, rules, container) => {
        const admitted = admit(pod, rules);
        if (admitted === undefined) return;
        const { containers } = admitted.spec;
        const path = `/spec/containers/${containers.length}/`;
        const changed = {
          ...admitted,
          spec: { ...admitted.spec, containers: [...containers, container] },
        };
        const decision = decide(changed, ...rules);
        if (decision.kind === 'inject') {
          expect(decision.patch.filter((operation) => !operation.path.startsWith(path))).toEqual(
            [],
          );
        }
        const again = admit(changed, rules);
        expect(decide(again, ...rules)).toMatchObject({ kind: 'skip' });
      }),
      { numRuns: 200 },
    );
  });

  it('a second call leaves an image that another webhook has changed', () => {
    fc.assert(
      fc.property(pods, anyRules, (pod, rules) => {
        const own = new Set(allContainers(pod).map(({ name }) => name));
        const admitted = admit(pod, rules);
        if (admitted === undefined) return;
        const mirrored = structuredClone(admitted);
        for (const container of allContainers(mirrored)) {
          if (!own.has(container.name)) container.image = 'mirror.example.com/i:1';
        }
        expect(decide(mirrored, ...rules)).toMatchObject({ kind: 'skip' });
      }),
      { numRuns: 200 },
    );
  });
});

describe('for a label that another webhook adds', () => {
  const late = { late: 'x' };

  /** Some of the rules select by the label. */
  const lateRules = fc
    .tuple(anyRules, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
    .map(([rules, areLate]) =>
      withoutFights(
        rules.map((rule, index) =>
          areLate[index] === true
            ? { ...rule, spec: { ...rule.spec, labelSelector: { matchLabels: late } } }
            : rule,
        ),
      ),
    );
  const lastWriter: InjectionRule = {
    kind: 'ClusterInjectionRule',
    namespace: undefined,
    name: 'late',
    spec: { order: 1000, labels: late },
  };

  it('a second call admits what one call would, had a last rule added the label', () => {
    fc.assert(
      fc.property(pods, lateRules, (pod, rules) => {
        const first = admit(pod, rules);
        if (first === undefined || admit(pod, [...rules, lastWriter]) === undefined) return;
        const metadata = first.metadata as { labels?: object | null } | undefined;
        const labelled = {
          ...first,
          metadata: { ...metadata, labels: { ...metadata?.labels, ...late } },
        };
        expect(decide(labelled, ...rules).kind).not.toBe('refuse');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('for anything at all', () => {
  it('there is a decision and no crash', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true });
    const nearlyPod = fc.record({
      metadata: fc.oneof(
        anything,
        fc.record({ labels: anything, annotations: anything }),
        fc.record({
          annotations: fc.dictionary(fc.constant('rules.iamra.dev/applied'), hostileText),
        }),
      ),
      spec: fc.record({
        containers: fc.array(fc.record({ name: hostileText, env: anything, ports: anything })),
        volumes: anything,
        affinity: anything,
        tolerations: anything,
      }),
    });
    fc.assert(
      fc.property(fc.oneof(anything, nearlyPod), anyRules, (pod, rules) => {
        expect(['inject', 'skip', 'refuse']).toContain(decide(pod, ...rules).kind);
      }),
      { numRuns: 200 },
    );
  });
});
