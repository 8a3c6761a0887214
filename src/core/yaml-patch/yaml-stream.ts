import { type Document, LineCounter, parseAllDocuments, type Tags } from 'yaml';
import { IamraError } from '../errors/iamra-error.ts';

/** A text of YAML documents, or of JSON, which is YAML too. */
export interface YamlStream {
  readonly text: string;
  readonly documents: readonly YamlDocument[];
}

export interface YamlDocument {
  readonly tree: Document.Parsed;
  /** What kubectl would make of it. */
  readonly value: unknown;
  /** One-based line of a character of the text. */
  lineAt(offset: number): number;
}

/**
 * Reads a text as kubectl does: YAML 1.1 with merge keys, but neither times nor base-60 numbers.
 * @throws {IamraError} IAMRA903 with the line
 */
export function parseYamlStream(text: string, fileName: string): YamlStream {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line;
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    customTags: withoutTimes,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter,
  });
  const documents = 'empty' in parsed ? [] : parsed;
  return {
    text,
    documents: documents.map((tree) => {
      const [error] = tree.errors;
      if (error !== undefined) throw invalid(fileName, lineAt(error.pos[0]), error.message);
      return { tree, value: valueOf(tree, fileName, lineAt), lineAt };
    }),
  };
}

function withoutTimes(tags: Tags): Tags {
  return tags.filter(
    (tag) =>
      typeof tag === 'string' ||
      !(tag.tag === 'tag:yaml.org,2002:timestamp' || ('format' in tag && tag.format === 'TIME')),
  );
}

function valueOf(
  tree: Document.Parsed,
  fileName: string,
  lineAt: (offset: number) => number,
): unknown {
  try {
    // As JSON, in which nothing is shared: what an alias repeats is then changed in one place only.
    return JSON.parse(JSON.stringify(tree.toJS())) as unknown;
  } catch (error) {
    // Unresolved aliases, and those that would unfold without end.
    throw invalid(fileName, lineAt(tree.range[0]), (error as Error).message);
  }
}

function invalid(fileName: string, line: number, what: string): IamraError {
  return new IamraError('IAMRA903', `${fileName}, line ${line}: ${what.split('\n')[0] ?? ''}`, {
    fix: `correct line ${line} of ${fileName}`,
  });
}
