import type {
  ActionElement,
  Condition,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from './policy-document.ts';

/** A text that is no trust policy; the message says what is wrong and where. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
}

type Json = Readonly<Record<string, unknown>>;

const documentElements = ['Version', 'Id', 'Statement'];
const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Condition',
];

/**
 * Reads a trust policy as strictly as IAM does.
 * @throws {PolicySyntaxError}
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicyDocument(text: string): PolicyDocument {
  const document = record(parseJson(text), 'the policy');
  refuseUnknown(document, documentElements, 'the policy');
  const version = document['Version'] ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw new PolicySyntaxError(`Version ${JSON.stringify(version)} is not one of IAM's`);
  }
  const found = list(document['Statement'], 'Statement');
  if (found.length === 0) throw new PolicySyntaxError('the policy has no Statement');
  const statements = found.map((value, index) => parseStatement(value, `Statement ${index + 1}`));
  const sids = statements.flatMap(({ sid }) => sid ?? []);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated !== undefined) throw new PolicySyntaxError(`Sid “${repeated}” stands twice`);
  return { version, statements };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicySyntaxError('the policy is not JSON');
  }
}

function parseStatement(value: unknown, where: string): Statement {
  const statement = record(value, where);
  refuseUnknown(statement, statementElements, where);
  const { Sid: sid, Effect: effect } = statement;
  if (sid !== undefined && (typeof sid !== 'string' || !/^[A-Za-z0-9]*$/.test(sid))) {
    throw new PolicySyntaxError(`${where}: Sid may hold letters and digits`);
  }
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicySyntaxError(`${where}: Effect must be Allow or Deny`);
  }
  return {
    sid,
    effect,
    principals: parsePrincipals(statement, where),
    actions: parseActions(statement, where),
    conditions: parseConditions(statement['Condition'], where),
  };
}

function parsePrincipals(statement: Json, where: string): PrincipalElement {
  const name = oneOf(statement, 'Principal', 'NotPrincipal', where);
  const value = statement[name];
  const negated = name === 'NotPrincipal';
  if (value === '*') return { negated, entries: [{ kind: '*', value: '*' }] };
  const entries = Object.entries(record(value, `${where}: ${name}`)).flatMap(([kind, values]) => {
    if (!isPrincipalKind(kind)) {
      throw new PolicySyntaxError(`${where}: ${name} of unknown kind “${kind}”`);
    }
    return strings(values, `${where}: ${name}.${kind}`).map((text) => ({ kind, value: text }));
  });
  if (entries.length === 0) throw new PolicySyntaxError(`${where}: ${name} is empty`);
  return { negated, entries };
}

function isPrincipalKind(kind: string): kind is PrincipalEntry['kind'] {
  return ['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(kind);
}

function parseActions(statement: Json, where: string): ActionElement {
  const name = oneOf(statement, 'Action', 'NotAction', where);
  const patterns = strings(statement[name], `${where}: ${name}`);
  const wrong = patterns.find((pattern) => pattern !== '*' && !/^[\w-]+:[\w*?]+$/.test(pattern));
  if (wrong !== undefined) throw new PolicySyntaxError(`${where}: “${wrong}” is no action`);
  return { negated: name === 'NotAction', patterns };
}

function parseConditions(value: unknown, where: string): Condition[] {
  if (value === undefined) return [];
  return Object.entries(record(value, `${where}: Condition`)).flatMap(([operator, keys]) =>
    Object.entries(record(keys, `${where}: Condition.${operator}`)).map(([key, values]) => ({
      operator,
      key,
      values: list(values, `${where}: Condition.${operator}.${key}`).map((item) =>
        scalar(item, `${where}: Condition.${operator}.${key}`),
      ),
    })),
  );
}

function oneOf(statement: Json, plain: string, negated: string, where: string): string {
  const present = [plain, negated].filter((name) => statement[name] !== undefined);
  const [name] = present;
  if (name === undefined || present.length > 1) {
    throw new PolicySyntaxError(`${where} needs either ${plain} or ${negated}`);
  }
  return name;
}

function record(value: unknown, where: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new PolicySyntaxError(`${where} must be an object`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (value === undefined) throw new PolicySyntaxError(`${where} is missing`);
  return Array.isArray(value) ? value : [value];
}

function strings(value: unknown, where: string): string[] {
  return list(value, where).map((item) => {
    if (typeof item === 'string' && item !== '') return item;
    throw new PolicySyntaxError(`${where} must hold texts`);
  });
}

function scalar(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  throw new PolicySyntaxError(`${where} must hold texts, numbers or booleans`);
}

function refuseUnknown(value: Json, known: readonly string[], where: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new PolicySyntaxError(`${where}: unknown element “${unknown}”`);
}
