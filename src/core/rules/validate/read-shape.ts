import type { IamraCode } from '../../errors/catalogue.ts';
import { quote } from '../../injection/notice.ts';
import { nearest } from '../../nearest.ts';
import { parseQuantity } from '../../quantity.ts';
import { mostItems, mostMembers } from '../rule-limits.ts';
import type { FieldPath } from './field-path.ts';
import { type FieldType, fieldsOf } from './field-types.ts';
import type { Report } from './report.ts';

/**
 * A copy of a value that is of its type in every part: unknown fields, wrong types and null, which
 * Kubernetes takes for absent, are left out, and so is a list or a map with too much in it. What
 * stays has its place: lists keep their length.
 */
export function readShape(
  value: unknown,
  type: FieldType,
  report: Report,
  path: FieldPath = [],
): unknown {
  if (value === null || value === undefined) return undefined;
  switch (type.holds) {
    case 'one':
      return readOne(value, type.of, report, path);
    case 'list':
      return readList(value, type.of, report, path);
    case 'map':
      return readMap(value, type.of, report, path);
  }
}

function readOne(value: unknown, type: string, report: Report, path: FieldPath): unknown {
  const fields = fieldsOf(type);
  if (fields !== undefined) return readFields(value, { type, fields }, report, path);
  const scalar = scalars[type];
  if (scalar === undefined || scalar.is(value)) return value;
  const { demand, code = 'IAMRA341' } = scalar;
  report(path, { code, message: `${show(value)} ${demand}` });
  return undefined;
}

function readList(
  value: unknown,
  type: string,
  report: Report,
  path: FieldPath,
): unknown[] | undefined {
  if (!Array.isArray(value)) {
    report(path, { code: 'IAMRA341', message: 'must be a list' });
    return undefined;
  }
  const most = mostItems(type);
  if (value.length > most) {
    reportLength(`${value.length} items`, most, report, path);
    return undefined;
  }
  return value.map((item, index) => {
    const read = readOne(item ?? emptyOf(type), type, report, [...path, index]);
    return read ?? emptyOf(type);
  });
}

function readMap(
  value: unknown,
  type: string,
  report: Report,
  path: FieldPath,
): Record<string, unknown> | undefined {
  return readMembers(value, report, path, (key, item) =>
    readOne(item ?? emptyOf(type), type, report, [...path, key]),
  );
}

interface ObjectType {
  readonly type: string;
  readonly fields: ReadonlyMap<string, FieldType>;
}

function readFields(
  value: unknown,
  { type, fields }: ObjectType,
  report: Report,
  path: FieldPath,
): Record<string, unknown> | undefined {
  return readMembers(value, report, path, (key, item) => {
    const field = fields.get(key);
    if (field !== undefined) return readShape(item, field, report, [...path, key]);
    reportUnknown(key, { type, fields }, report, path);
    return undefined;
  });
}

function readMembers(
  value: unknown,
  report: Report,
  path: FieldPath,
  read: (key: string, item: unknown) => unknown,
): Record<string, unknown> | undefined {
  if (!isMap(value)) {
    report(path, { code: 'IAMRA341', message: 'must be a map' });
    return undefined;
  }
  const members = Object.entries(value);
  if (members.length > mostMembers) {
    reportLength(`${members.length} members`, mostMembers, report, path);
    return undefined;
  }
  return fromPairs(members.map(([key, item]) => [key, read(key, item)]));
}

function reportLength(what: string, most: number, report: Report, path: FieldPath): void {
  report(path, { code: 'IAMRA358', message: `has ${what}, but may have ${most}` });
}

function reportUnknown(
  key: string,
  { type, fields }: ObjectType,
  report: Report,
  path: FieldPath,
): void {
  const meant = nearest(key, [...fields.keys()], Math.min(3, Math.ceil(key.length / 3)));
  const owner = type === 'RuleSpec' ? 'a rule' : type;
  report([...path, key], {
    code: 'IAMRA340',
    message: `is no field of ${owner}${meant === undefined ? '' : `; did you mean ${quote(meant)}?`}`,
    ...(meant === undefined ? {} : { fix: `rename it to ${meant}` }),
  });
}

const scalars: Readonly<Record<string, Scalar>> = {
  string: {
    is: (value) => typeof value === 'string',
    demand: 'must be a string (put it in quotes)',
  },
  boolean: {
    is: (value) => typeof value === 'boolean',
    demand: 'must be true or false, without quotes',
  },
  int32: { is: isInt32, demand: 'must be a whole number, without quotes' },
  int64: { is: Number.isSafeInteger, demand: 'must be a whole number, without quotes' },
  intOrString: {
    is: (value) => typeof value === 'string' || isInt32(value),
    demand: 'must be a whole number or a name',
  },
  quantity: {
    is: (value) => !Number.isNaN(parseQuantity(value)),
    demand: 'must be a quantity, like 100m or 64Mi',
    code: 'IAMRA347',
  },
};

interface Scalar {
  is(value: unknown): boolean;
  readonly demand: string;
  /** IAMRA341 otherwise. */
  readonly code?: IamraCode;
}

function isInt32(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What Go's decoder makes of null in a list or a map. */
function emptyOf(type: string): unknown {
  if (fieldsOf(type) !== undefined) return {};
  if (type === 'boolean') return false;
  return type === 'string' || type === 'intOrString' ? '' : 0;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'is a list, but';
  if (typeof value === 'object' && value !== null) return 'is a map, but';
  return quote(typeof value === 'symbol' ? value.toString() : `${value as string | number}`);
}

/** Object.fromEntries takes `__proto__` for a key like any other; so does this, and it drops undefined. */
function fromPairs(pairs: ReadonlyArray<[string, unknown]>): Record<string, unknown> {
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}
