import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ofKind, type Rendered, renderChart } from './support/render-chart.ts';

const page = readFileSync('docs/security.md', 'utf8');
const namespace = 'iamra-system';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

let objects: Rendered[] = [];
beforeAll(async () => {
  objects = await renderChart({}, { namespace });
});

/** The rows of the tables below a heading, cell by cell. */
function rowsBelow(heading: string): string[][] {
  const [, after = ''] = page.split(`### ${heading}\n`);
  const [section = ''] = after.split(/^##/m);
  const lines = section.split('\n').filter((line) => /^\| (?!---|group )/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What the roles of one name allow, as the page writes it. */
function rendered(name: string): string[][] {
  const roles = ['ClusterRole', 'Role'].flatMap((kind) => ofKind(objects, kind));
  return roles
    .filter(({ metadata }) => metadata.name === name)
    .flatMap(({ metadata, ...role }) =>
      (role['rules'] as readonly Rule[]).map((rule) => [
        rule.apiGroups.map((group) => (group === '' ? 'core' : group)).join(', '),
        rule.resources.join(', '),
        rule.verbs.join(', '),
        placeOf(metadata.namespace, rule.resourceNames),
      ]),
    );
}

function placeOf(place: string | undefined, names: readonly string[] = []): string {
  const where = place === undefined ? 'everywhere' : `\`${place}\``;
  return names.length === 0
    ? where
    : `${where}, only ${names.map((one) => `\`${one}\``).join(', ')}`;
}

describe('docs/security.md', () => {
  it.each([
    ['Identity controller', 'iamra-identity-controller'],
    ['Webhook', 'iamra-injector-webhook'],
    ['Preflight, for the time of an installation', 'iamra-preflight'],
  ])('tells the rights of each part as the chart renders them: %s', (heading, role) => {
    expect(rowsBelow(heading)).toEqual(rendered(role));
  });

  it('knows each role that is bound', () => {
    const bindings = ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) => ofKind(objects, kind));
    const bound = new Set(bindings.map(({ metadata }) => metadata.name));
    expect([...bound].sort()).toEqual([
      'iamra-identity-controller',
      'iamra-injector-webhook',
      'iamra-preflight',
    ]);
  });

  it('names every policy that the chart enforces, and no other', () => {
    const [, after = ''] = page.split('## Policies\n');
    const [section = ''] = after.split(/^## /m);
    const named = [...section.matchAll(/`(iamra-[a-z-]+)`(?=[^|]*\|[^|]*\|$)/gm)].map(
      ([, name]) => name,
    );
    const bindings = ofKind(objects, 'ValidatingAdmissionPolicyBinding');
    const enforced = new Set(
      bindings.map((binding) => (binding['spec'] as { policyName: string }).policyName),
    );
    expect([...new Set(named)].sort()).toEqual([...enforced].sort());
  });
});
