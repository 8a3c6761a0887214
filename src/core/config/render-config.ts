import { Document, isMap, isScalar, isSeq, parseDocument, YAMLMap, type YAMLSeq } from 'yaml';
import { configSchemaUrl } from './config-schema-url.ts';
import type { IamraConfig } from './iamra-config.ts';

const heading = ` yaml-language-server: $schema=${configSchemaUrl}
 Written by iamra; commit it. It holds no secret.`;

/** The text of an `iamra.yaml`; comments, order and style of the text before stay, all of it where nothing changed. */
export function renderConfig(config: IamraConfig, before?: string): string {
  const document = before === undefined ? new Document() : parseDocument(before);
  if (before === undefined) document.commentBefore = heading;
  const root = isMap(document.contents) ? document.contents : new YAMLMap();
  document.contents = root;
  const content = JSON.stringify(document);
  setEntries(document, root, config);
  if (before !== undefined && JSON.stringify(document) === content) return before;
  return document.toString({ lineWidth: 0, ...styleOf(before ?? '') });
}

function styleOf(text: string): { indentSeq: boolean; flowCollectionPadding: boolean } {
  return { indentSeq: !/^- /m.test(text), flowCollectionPadding: !/[[{]\S/.test(text) };
}

type Entries = Readonly<Record<string, unknown>>;

function setEntries(document: Document, map: YAMLMap, wanted: Entries): void {
  const present = map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
  for (const key of present.filter((name) => wanted[name] === undefined)) map.delete(key);
  for (const [key, value] of Object.entries(wanted)) {
    // What is left out may have an empty list as its default: that needn't be written.
    const isDefault = Array.isArray(value) && value.length === 0 && !map.has(key);
    if (value !== undefined && !isDefault)
      map.set(key, changed(document, map.get(key, true), value));
  }
}

/** The node itself where it can stay, with what differs in it set. */
function changed(document: Document, node: unknown, wanted: unknown): unknown {
  if (isSeq(node) && Array.isArray(wanted)) {
    node.items = wanted.map((item) => changed(document, counterpart(node, item), item));
    return node;
  }
  if (isMap(node) && isEntries(wanted)) {
    setEntries(document, node, wanted);
    return node;
  }
  return isScalar(node) && node.value === wanted ? node : document.createNode(wanted);
}

/** The item of a list that an item belongs to: the same text, or the same name. */
function counterpart({ items }: YAMLSeq, wanted: unknown): unknown {
  return items.find((item) => {
    if (isMap(item) && isEntries(wanted)) return item.get('name') === wanted['name'];
    return isScalar(item) && item.value === wanted;
  });
}

function isEntries(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
