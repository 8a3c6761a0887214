import { expect, it } from 'vitest';
import { table } from '../../../src/terminal/table.ts';

it('puts cells below each other, and leaves no blanks at the end of a line', () => {
  const rows = [
    ['NAME', 'ROLE', 'PODS'],
    ['orders-of-the-shop', '-', '2'],
    ['web', 'a-long-role', ''],
  ];
  expect(table(rows).split('\n')).toEqual([
    'NAME                 ROLE          PODS',
    'orders-of-the-shop   -             2',
    'web                  a-long-role',
  ]);
});
