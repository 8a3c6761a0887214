import { matchesWildcard } from './wildcard.ts';

const segments = 6;

/** Holds an ARN against a pattern, each of the six segments by itself: no wildcard reaches over a colon. */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = split(pattern);
  const actual = split(arn);
  if (wanted.length !== segments || actual.length !== segments) return false;
  return wanted.every((segment, index) => matchesWildcard(segment, actual[index] ?? ''));
}

function split(arn: string): string[] {
  const parts = arn.split(':');
  return [
    ...parts.slice(0, segments - 1),
    ...(parts.length < segments ? [] : [parts.slice(segments - 1).join(':')]),
  ];
}
