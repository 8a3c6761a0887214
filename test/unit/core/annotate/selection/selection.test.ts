import { describe, expect, it } from 'vitest';
import {
  parseSelection,
  type SelectionWords,
} from '../../../../../src/core/annotate/selection/selection.ts';

const nothing: SelectionWords = {
  words: [],
  labels: undefined,
  all: false,
  files: [],
  recursive: false,
  namespace: undefined,
  allNamespaces: false,
};

describe('which objects a command line means', () => {
  it('is those that it names', () => {
    expect(parseSelection({ ...nothing, words: ['deploy/web', 'sa/web'] })).toMatchObject({
      kind: 'named',
      targets: [{ name: 'web' }, { name: 'web' }],
    });
  });

  it('is those with labels, of one type or more', () => {
    expect(
      parseSelection({ ...nothing, words: ['deploy,sts'], labels: 'app in (a,b)' }),
    ).toMatchObject({
      kind: 'labelled',
      types: [{ kind: 'Deployment' }, { kind: 'StatefulSet' }],
      labels: 'app in (a,b)',
    });
  });

  it('is all of a type', () => {
    const all = { ...nothing, words: ['deploy'], all: true, allNamespaces: true };
    expect(parseSelection(all)).toMatchObject({ kind: 'labelled', labels: undefined });
  });

  it('is those of manifests', () => {
    const given = { ...nothing, files: ['a.yaml', 'b'], recursive: true, namespace: 'team-a' };
    expect(parseSelection(given)).toEqual({
      kind: 'files',
      files: ['a.yaml', 'b'],
      recursive: true,
    });
  });

  it.each<[Partial<SelectionWords>, string]>([
    [{}, 'No object is named.'],
    [{ words: ['deploy'] }, 'is not TYPE NAME'],
    [{ all: true }, '--all needs a type.'],
    [{ labels: 'app=web' }, '--selector needs a type.'],
    [{ words: ['deploy/web'], all: true }, '--all and names exclude one another'],
    [{ words: ['deploy', 'web'], labels: 'app=web' }, '--selector and names exclude one another'],
    [{ words: ['deploy'], labels: ' ' }, 'The label selector is empty.'],
    [{ words: ['deploy'], labels: 'app=web', all: true }, '--all and --selector exclude'],
    [{ files: ['-'], words: ['deploy/web'] }, '--filename and “deploy/web” exclude'],
    [{ files: ['-'], labels: 'app=web' }, '--filename and --selector exclude'],
    [{ files: ['-'], all: true }, '--filename and --all exclude'],
    [{ files: ['-'], allNamespaces: true }, '--filename and --all-namespaces exclude'],
    [{ words: ['deploy/web'], recursive: true }, '--recursive is for the folder of --filename'],
    [{ words: ['deploy/web'], allNamespaces: true }, 'A name is in one namespace, not in all.'],
    [{ words: ['deploy'], all: true, allNamespaces: true, namespace: 'x' }, 'exclude one another'],
  ])('is said in one way: refuses %j', (given, expected) => {
    const parse = () => parseSelection({ ...nothing, ...given });
    expect(parse).toThrow(expected);
    expect(parse).toThrow(expect.objectContaining({ code: 'IAMRA901' }));
  });
});
