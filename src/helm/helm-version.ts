import { IamraError } from '../core/errors/iamra-error.ts';

export interface HelmVersion {
  readonly major: number;
  readonly minor: number;
  /** `v4.3.1` */
  readonly text: string;
}

// 3.14 brought --reset-then-reuse-values.
const oldest = { major: 3, minor: 14 };

/**
 * Reads what `helm version --template {{.Version}}` prints.
 * @throws {IamraError} IAMRA160 for what is no version, IAMRA161 for one that is too old
 */
export function parseHelmVersion(printed: string): HelmVersion {
  const text = printed.trim();
  const [, majorText, minorText] = /^v(\d+)\.(\d+)/.exec(text) ?? [];
  if (majorText === undefined || minorText === undefined) {
    throw new IamraError('IAMRA160', `helm gives its version as “${text}”; that is not Helm.`);
  }
  const major = Number(majorText);
  const minor = Number(minorText);
  if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
    throw new IamraError(
      'IAMRA161',
      `This is Helm ${text}; iamra needs ${oldest.major}.${oldest.minor} or later.`,
    );
  }
  return { major, minor, text };
}
