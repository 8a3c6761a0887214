import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import {
  type ManifestFormat,
  renderManifests,
} from '../../../../src/core/injection/manifests/render-manifests.ts';

const pod = '{"kind": "Pod",\n  "apiVersion": "v1"}\n';
const service = 'kind: Service # a\napiVersion: v1\n';

function render(format: ManifestFormat | undefined, ...texts: string[]): string {
  const files = texts.map((text, index) => ({ file: `${index}.yaml`, before: '', text }));
  return renderManifests(files, format);
}

function kinds(text: string): unknown[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as { kind: unknown } | null)
    .flatMap((value) => (value === null ? [] : [value.kind]));
}

describe('edited manifests', () => {
  it.each([service, service.trimEnd(), pod, '', '# nothing\n'])('stay as they are: %j', (text) => {
    expect(render(undefined, text)).toBe(text);
  });

  it.each([
    ['plain ones', [service, service]],
    ['one without a newline at its end', [service.trimEnd(), service]],
    ['one that begins a document', [service, `# b\n---\n${service}`]],
    ['one with a directive', [service, `# b\n%YAML 1.2\n---\n${service}`]],
    ['one that ends its document', [`${service}...\n`, service]],
    ['empty ones', ['', service, '', service]],
    ['JSON among YAML', [service, pod.replace('Pod', 'Service')]],
  ])('become one stream: %s', (_, texts) => {
    const stream = render(undefined, ...texts);
    expect(kinds(stream)).toEqual(['Service', 'Service']);
    expect(stream.match(/^---/gm)).toHaveLength(1);
  });

  it('become YAML where that is asked for, and keep what is YAML', () => {
    expect(render('yaml', service, pod)).toBe(`${service}---\nkind: Pod\napiVersion: v1\n`);
  });

  it('become a List where they are several and JSON is asked for', () => {
    expect(JSON.parse(render('json', `${service}---\n${service}`, pod))).toMatchObject({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ kind: 'Service' }, { kind: 'Service' }, { kind: 'Pod' }],
    });
    expect(JSON.parse(render('json', service))).toEqual(parse(service));
    expect(render('json', pod)).toBe(pod);
    expect(JSON.parse(render(undefined, pod, pod))).toMatchObject({ kind: 'List' });
  });

  it('become the items of one List where they were in Lists', () => {
    const list = `apiVersion: v1\nkind: List\nitems: [{kind: A, apiVersion: v1}]\n`;
    expect(JSON.parse(render('json', list, service))).toMatchObject({
      items: [{ kind: 'A' }, { kind: 'Service' }],
    });
  });
});
