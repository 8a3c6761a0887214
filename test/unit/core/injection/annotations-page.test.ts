import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src/core/errors/catalogue.ts';
import { annotationPrefix } from '../../../../src/core/injection/annotation-keys.ts';
import { annotationRules } from '../../../../src/core/injection/annotations/annotation-rules.ts';
import { workloadEnvironment } from '../../../../src/core/injection/containers/workload-environment.ts';

const page = readFileSync('docs/annotations.md', 'utf8');

/** The cells of the table whose first column has this head, without its head. */
function rowsOf(head: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) => line.split(' | ').map(plain));
}

function plain(cell: string): string {
  return cell.replace(/^\| | \|$/g, '').replaceAll(/[`"]/g, '');
}

describe('the page on annotations', () => {
  const rows = rowsOf('`iamra.dev/…`');

  it('lists the annotations that there are', () => {
    const listed = rows.map(([key = '']) => annotationPrefix + key);
    expect(listed).toEqual([...annotationRules.keys()]);
  });

  it.each(rows)('gives an example for %s that is allowed', (key, ...cells) => {
    const example = cells.at(-1) ?? '';
    expect(annotationRules.get(annotationPrefix + key)?.accepts(example), example).toBe(true);
  });

  it.each(['container', 'imds'] as const)('lists the variables with %s', (credentialsEndpoint) => {
    const column = credentialsEndpoint === 'container' ? 1 : 2;
    const listed = rowsOf('variable').flatMap((cells) => {
      const [names = '', value = '', withImds = ''] = cells;
      const cell = column === 2 && withImds !== 'the same' ? withImds : value;
      return cell.startsWith('absent') ? [] : names.split(', ').map((name) => [name, cell]);
    });
    const given = workloadEnvironment(
      { region: 'the region', credentialsEndpoint, regionalSts: false },
      9911,
    );
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(given.map(({ name, value }) => [name, value])),
    );
  });

  it('names every code with which the webhook refuses a pod, or warns', () => {
    const codes = Object.keys(catalogue).filter((code) => /^IAMRA3(0\d|10|2\d)$/.test(code));
    const named = [...page.matchAll(/errors\.md#(iamra\d+)/g)].map(([, code]) => code);
    expect(named.toSorted()).toEqual(codes.map((code) => code.toLowerCase()).toSorted());
  });
});
