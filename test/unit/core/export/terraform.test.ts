import { describe, expect, test } from 'vitest';
import { logicalIds } from '../../../../src/core/export/cloudformation/logical-ids.ts';
import { partitionOfRegion } from '../../../../src/core/export/partition-of-region.ts';
import { withReference } from '../../../../src/core/export/referencing-text.ts';
import {
  argument,
  hclBlock,
  hclHeredoc,
  hclList,
  hclMap,
  hclString,
} from '../../../../src/core/export/terraform/hcl.ts';
import { roleLabels } from '../../../../src/core/export/terraform/role-labels.ts';

describe('a text in HCL', () => {
  test.each([
    ['plain', '"plain"'],
    ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ['${x} %{y} $5 100%', '"$${x} %%{y} $5 100%"'],
    ['a\n\tb', '"a\\n\\tb"'],
  ])('%j is quoted', (text, quoted) => {
    expect(hclString(text)).toBe(quoted);
  });
  test('has no line break added where a heredoc ends', () => {
    expect(hclHeredoc(['{"a":"${x}"}'], 'POLICY')).toBe('chomp(<<POLICY\n{"a":"$${x}"}\nPOLICY\n)');
    expect(hclHeredoc(['one\n'], 'PEM')).toBe('<<PEM\none\nPEM');
  });
  test('refers to what is known later wherever its placeholder stood', () => {
    const text = withReference('{"a":"@","b":"@"}', '@', 'aws_x.y.arn');
    expect(hclHeredoc(text, 'POLICY')).toContain('{"a":"${aws_x.y.arn}","b":"${aws_x.y.arn}"}');
  });
});

test('a block lines up what stands on one line, and leaves the lines of heredocs where they are', () => {
  const inner = hclBlock('source', [argument('data', hclHeredoc(['x\n'], 'PEM'))]);
  const text = hclBlock(
    'resource "a" "b"',
    [
      argument('name', hclString('n')),
      argument('longer', 'true'),
      argument('absent', undefined),
      argument('tags', hclMap({ a: '1', bb: '2' })),
      argument('roles', hclList(['x', 'y'])),
      argument('none', hclList([])),
    ],
    [inner],
  );
  expect(text).toBe(`resource "a" "b" {
  name   = "n"
  longer = true
  tags = {
    "a"  = "1"
    "bb" = "2"
  }
  roles = [
    x,
    y,
  ]

  source {
    data = <<PEM
x
PEM
  }
}`);
});

test('roles get labels and logical ids that the tools take, each once', () => {
  const names = ['web', 'we.b', 'we=b', '9lives', 'Web'];
  expect([...roleLabels(names).values()]).toEqual(['web', 'we_b', 'we_b_2', '_9lives', 'Web']);
  expect([...logicalIds(names).values()]).toEqual([
    'RoleWeb',
    'RoleWeB',
    'RoleWeBx2',
    'Role9lives',
    'RoleWebx2',
  ]);
});

test.each([
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('region %s is in partition %s', (region, partition) => {
  expect(partitionOfRegion(region)).toBe(partition);
});
