/** Says what is wrong with a value, as the rest of a sentence that begins with it; undefined: nothing. */
export type ValueCheck = (value: unknown) => string | undefined;

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const qualified = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?';

const dnsLabelPattern = new RegExp(`^${label}$`);
const dnsSubdomainPattern = new RegExp(`^${label}(\\.${label})*$`);
const qualifiedNamePattern = new RegExp(`^${qualified}$`);

/** RFC 1123: names of containers, volumes and namespaces. */
export const dnsLabel = text(63, dnsLabelPattern, 'must be lower case letters, digits and “-”');

/** RFC 1123: names of most objects. */
export const dnsSubdomain = text(
  253,
  dnsSubdomainPattern,
  'must be lower case letters, digits, “-” and “.”',
);

/** Strict, as every Kubernetes from 1.30 on takes it. */
export const variableName = text(
  Number.POSITIVE_INFINITY,
  /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
  'must be letters, digits, “-”, “_” and “.”, and not begin with a digit',
);

/** A key of a ConfigMap or a Secret. */
export const dataKey = text(253, /^[-._a-zA-Z0-9]+$/, 'must be letters, digits, “-”, “_” and “.”');

export const headerName = text(
  Number.POSITIVE_INFINITY,
  /^[-A-Za-z0-9]+$/,
  'must be letters, digits and “-”',
);

/** IANA_SVC_NAME of RFC 6335, in lower case. */
export function portName(value: unknown): string | undefined {
  const name = String(value);
  if (name.length > 15) return `has ${name.length} characters; a port name has at most 15`;
  const isName = /^[-a-z0-9]+$/.test(name) && /[a-z]/.test(name) && !/^-|--|-$/.test(name);
  return isName
    ? undefined
    : 'must be lower case letters, digits and single “-” inside, with at least one letter';
}

export const portNumber = between(1, 65_535);

export function portNumberOrName(value: unknown): string | undefined {
  return typeof value === 'number' ? portNumber(value) : portName(value);
}

/** The key of a label, with or without a prefix. */
export function labelKey(value: unknown): string | undefined {
  const parts = String(value).split('/');
  const name = parts.pop() ?? '';
  const isKey =
    parts.length < 2 &&
    parts.every((prefix) => dnsSubdomain(prefix) === undefined) &&
    name.length < 64 &&
    qualifiedNamePattern.test(name);
  return isKey
    ? undefined
    : 'must be a name of at most 63 letters, digits, “-”, “_” and “.”, or such a name behind a DNS name and “/”';
}

/** Keys of annotations may have upper case in the prefix. */
export function annotationKey(value: unknown): string | undefined {
  return labelKey(String(value).toLowerCase());
}

export function labelValue(value: unknown): string | undefined {
  const content = String(value);
  if (content.length > 63) return 'can be longer than the 63 characters that a label takes';
  return content === '' || qualifiedNamePattern.test(content)
    ? undefined
    : 'must be letters, digits, “-”, “_” and “.”, with a letter or digit at both ends';
}

/** Below a volume's root. */
export function localPath(value: unknown): string | undefined {
  const path = String(value);
  if (path.startsWith('/')) return 'must be a relative path';
  return path.startsWith('..') ? 'must not begin with “..”' : noStepsBack(value);
}

export function noStepsBack(value: unknown): string | undefined {
  return String(value).split('/').includes('..') ? 'must not contain “..”' : undefined;
}

/** In a container, of Linux or Windows. */
export function absolutePath(value: unknown): string | undefined {
  const path = String(value);
  if (!/^(\/|[A-Za-z]:[\\/])/.test(path)) return 'must be an absolute path';
  return path.slice(2).includes(':') ? 'must not contain “:”' : undefined;
}

export const fileMode = between(0, 0o777, 'must be between 0 and 0777 octal (511)');

/** Of users and groups. */
export const accountId = between(0, 2 ** 31 - 1);

export const notNegative = between(0, Number.MAX_SAFE_INTEGER, 'must not be negative');

export const positive = between(1, Number.MAX_SAFE_INTEGER, 'must be greater than 0');

/** A number in a range that includes both ends. */
export function between(lowest: number, highest: number, otherwise?: string): ValueCheck {
  return (value) =>
    Number(value) >= lowest && Number(value) <= highest
      ? undefined
      : (otherwise ?? `must be between ${lowest} and ${highest}`);
}

/** One of some words. */
export function oneOf(...words: readonly string[]): ValueCheck {
  return (value) =>
    words.includes(String(value)) ? undefined : `must be ${words.filter(Boolean).join(', ')}`;
}

function text(longest: number, pattern: RegExp, otherwise: string): ValueCheck {
  return (value) => {
    const content = String(value);
    if (content.length > longest) return `is longer than ${longest} characters`;
    return pattern.test(content) ? undefined : otherwise;
  };
}
