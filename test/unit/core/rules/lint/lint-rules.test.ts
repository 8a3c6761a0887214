import { describe, expect, it } from 'vitest';
import { type LintedRules, lintRules } from '../../../../../src/core/rules/lint/lint-rules.ts';
import { placeManifests } from '../../../../../src/core/rules/lint/place-manifests.ts';

const settings = { excludedNamespaces: ['kube-system'], namespace: 'shop' };

function lint(...texts: string[]): LintedRules {
  const files = texts.map((text, index) => ({ file: `${index + 1}.yaml`, text }));
  return lintRules(files.flatMap(placeManifests), settings);
}

/** `FILE:LINE:COLUMN CODE` of each finding. */
function findings(...texts: string[]): string[] {
  return lint(...texts).findings.map(
    ({ file, line, column, code }) => `${file}:${line}:${column} ${code}`,
  );
}

const rule = (name: string, spec: string): string => `apiVersion: iamra.dev/v1alpha1
kind: ClusterInjectionRule
metadata:
  name: ${name}
spec:
  ${spec}
`;

describe('lintRules', () => {
  it('finds nothing in good rules', () => {
    const { rules, findings: found, others } = lint(rule('a', 'labels: { a: b }'));
    expect(rules.map(({ name }) => name)).toEqual(['a']);
    expect([...found, ...others]).toEqual([]);
  });

  it('finds the rules that are too many for a namespace', () => {
    const many = Array.from(
      { length: 51 },
      (_, index) => `---\n${rule(`r-${index}`, 'labels: { a: b }').replace('Cluster', '')}`,
    );
    expect(findings(many.join(''))).toEqual(['1.yaml:355:3 IAMRA357']);
  });

  it('tells where each problem is: the field, or what lacks it', () => {
    const text = rule(
      'a',
      'containers:\n    - image: x\n      ports: [{ name: a--b, containerPort: 1 }]',
    );
    expect(findings(text)).toEqual(['1.yaml:7:7 IAMRA342', '1.yaml:8:17 IAMRA343']);
  });

  it('tells where it is in later documents, in lists and in JSON', () => {
    const list = `---\n${rule('b', 'labels: { a: b }')}---
apiVersion: v1
kind: List
items:
  - apiVersion: iamra.dev/v1alpha1
    kind: ClusterInjectionRule
    metadata: { name: c }
    spec: { ordre: 5, labels: { a: b } }
`;
    expect(findings(list)).toEqual(['1.yaml:15:13 IAMRA340']);
    const json = JSON.stringify(
      { apiVersion: 'iamra.dev/v1alpha1', kind: 'InjectionRule' },
      null,
      2,
    );
    expect(findings(json)).toEqual([
      '1.yaml:1:1 IAMRA342',
      '1.yaml:1:1 IAMRA342',
      '1.yaml:1:1 IAMRA353',
    ]);
  });

  it('puts rules without a namespace into the given one', () => {
    const text = rule('a', 'labels: { a: b }').replace('Cluster', '');
    expect(lint(text).rules).toMatchObject([{ namespace: 'shop' }]);
  });

  it('finds fights across files, and names both sides', () => {
    const texts = [rule('a', 'labels: { a: b }'), rule('b', 'labels: { a: c }')];
    expect(findings(...texts)).toEqual(['1.yaml:6:13 IAMRA354', '2.yaml:6:13 IAMRA354']);
  });

  it('finds a rule that is there twice', () => {
    const text = rule('a', 'labels: { a: b }');
    expect(findings(text, text)).toEqual(['2.yaml:4:3 IAMRA344']);
  });

  it('says what is no rule, and takes a misspelt kind for one', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n';
    const misspelt = rule('a', 'labels: { a: b }').replace('ClusterI', 'Clusteri');
    const { findings: found, others } = lint(service, misspelt);
    expect(others).toEqual(['1.yaml:1: Service web']);
    expect(found).toMatchObject([{ file: '2.yaml', line: 2, code: 'IAMRA355' }]);
  });
});
