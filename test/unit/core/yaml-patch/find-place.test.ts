import { describe, expect, it } from 'vitest';
import { findPlace } from '../../../../src/core/yaml-patch/find-place.ts';
import { parseYamlStream } from '../../../../src/core/yaml-patch/yaml-stream.ts';

const text = `# a comment
spec:
  ports:
    - name: a
    - { name: b,
        port: 1 }
  empty:
`;

function placeOf(...path: Array<string | number>): string {
  const [document] = parseYamlStream(text, 'a.yaml').documents;
  if (document === undefined) throw new Error('There is no document.');
  const { line, column } = findPlace(document, path, text);
  return `${line}:${column}`;
}

describe('findPlace', () => {
  it.each([
    [['spec'], '2:1'],
    [['spec', 'ports'], '3:3'],
    [['spec', 'ports', 0], '4:7'],
    [['spec', 'ports', 0, 'name'], '4:7'],
    [['spec', 'ports', 1, 'port'], '6:9'],
    [['spec', 'empty'], '7:3'],
  ] as Array<[Array<string | number>, string]>)('finds %j', (path, place) => {
    expect(placeOf(...path)).toBe(place);
  });

  it('gives the place of what a missing field should be in', () => {
    expect(placeOf()).toBe('2:1');
    expect(placeOf('status')).toBe('2:1');
    expect(placeOf('spec', 'ports', 0, 'port')).toBe('4:7');
    expect(placeOf('spec', 'ports', 5, 'port')).toBe('3:3');
    expect(placeOf('spec', 'empty', 'a')).toBe('7:3');
  });
});
