import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { IamraError } from '../errors/iamra-error.ts';
import { nearest } from '../nearest.ts';
import { issueMessage } from './first-problem.ts';
import { type IamraConfig, iamraConfigSchema } from './iamra-config.ts';

/**
 * Reads the text of an `iamra.yaml`.
 * @throws {IamraError} IAMRA903 with the line; an unknown key gets the nearest valid one
 */
export function parseConfig(text: string, fileName: string): IamraConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    const { line } = lines.linePos(syntaxError.pos[0]);
    throw invalid(fileName, line, syntaxError.message.split('\n')[0] ?? 'is not YAML');
  }
  const result = iamraConfigSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw result.error;
  throw invalid(fileName, lineOf(document, lines, issue), describe(issue));
}

type Issue = z.core.$ZodIssue;

function invalid(fileName: string, line: number, what: string): IamraError {
  return new IamraError('IAMRA903', `${fileName}, line ${line}: ${what}`, {
    fix: `correct line ${line} of ${fileName}`,
  });
}

function describe(issue: Issue): string {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys')
    return `${path === '' ? 'the file' : path} ${issueMessage(issue)}`;
  const [key = ''] = issue.keys;
  const meant = nearest(key, keysAt(issue.path));
  return `unknown key “${key}”${meant === undefined ? '' : `; did you mean “${meant}”?`}`;
}

function lineOf(document: Document, lines: LineCounter, issue: Issue): number {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  for (let path = [...issue.path, ...keys]; path.length > 0; path = path.slice(0, -1)) {
    const node = document.getIn(path.map(String), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function keysAt(path: Issue['path']): string[] {
  const shapes: Record<string, { shape: object }> = {
    '': iamraConfigSchema,
    trustAnchor: iamraConfigSchema.shape.trustAnchor.unwrap(),
    profile: iamraConfigSchema.shape.profile.unwrap(),
    roles: iamraConfigSchema.shape.roles.unwrap().element,
  };
  return Object.keys(shapes[String(path[0] ?? '')]?.shape ?? {});
}
