import { stringify } from 'yaml';
import { unifiedDiff } from '../../unified-diff.ts';
import { parseYamlStream } from '../../yaml-patch/yaml-stream.ts';
import type { EditedFile } from './edited-manifests.ts';
import { listObjects } from './find-workloads.ts';

export type ManifestFormat = 'yaml' | 'json' | 'diff';

/** Edited manifests as one text; without a format JSON stays JSON, and all else is YAML. */
export function renderManifests(
  files: readonly EditedFile[],
  format: ManifestFormat | undefined,
): string {
  switch (format ?? (files.every(isJson) ? 'json' : 'yaml')) {
    case 'diff':
      return files.map(({ file, before, text }) => unifiedDiff(file, before, text)).join('');
    case 'json':
      return asJson(files);
    case 'yaml':
      return files.map(asYaml).reduce(joinStreams, '');
  }
}

/** One object, or a `List` of all; a file of JSON by itself keeps its layout. */
function asJson(files: readonly EditedFile[]): string {
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0 && isJson(only)) return only.text;
  const objects = files.flatMap(documentsOf).flatMap((value) => listObjects(value));
  const items = objects.map(({ object }) => object);
  const value = items.length === 1 ? items[0] : { apiVersion: 'v1', kind: 'List', items };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function asYaml(file: EditedFile): string {
  if (!isJson(file)) return file.text;
  const options = { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 } as const;
  return documentsOf(file)
    .map((value) => stringify(value, options))
    .join('---\n');
}

/** One stream of YAML documents after another. */
function joinStreams(stream: string, next: string): string {
  if (stream === '' || next === '') return stream + next;
  const ended = stream.endsWith('\n') ? stream : `${stream}\n`;
  const [, begin] = /^(?:\s*(?:#.*)?\n)*(---|%)?/.exec(next) ?? [];
  if (begin === '---') return ended + next;
  // A directive may only follow the end of a document.
  return ended + (begin === '%' ? '...\n' : '---\n') + next;
}

function documentsOf({ file, text }: EditedFile): unknown[] {
  return parseYamlStream(text, file).documents.map(({ value }) => value);
}

function isJson({ text }: EditedFile): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
