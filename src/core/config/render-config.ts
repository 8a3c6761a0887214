import { Document, parseDocument } from 'yaml';
import type { IamraConfig } from './iamra-config.ts';

const heading = ' Written by iamra; commit it. It holds no secret.';

/** The text of an `iamra.yaml`; comments of the text before stay with their keys. */
export function renderConfig(config: IamraConfig, before?: string): string {
  const document = before === undefined ? new Document({}) : parseDocument(before);
  if (before === undefined) document.commentBefore = heading;
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined) continue;
    if (!equal(document.toJS() as Record<string, unknown>, key, value)) {
      document.set(key, document.createNode(value));
    }
  }
  return document.toString({ lineWidth: 0 });
}

function equal(present: Record<string, unknown>, key: string, value: unknown): boolean {
  return JSON.stringify(present[key]) === JSON.stringify(value);
}
