import { catalogue, type IamraCode } from '../../errors/catalogue.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { type FieldPath, formatPath } from './field-path.ts';

/** What is wrong at a place. */
export interface Complaint {
  readonly code: IamraCode;
  /** The rest of a sentence that begins with the path of the field. */
  readonly message: string;
  /** Where there is a closer one than the catalogue's. */
  readonly fix?: string;
}

/** Takes complaints about a part of a rule; the path is from that part. */
export type Report = (path: FieldPath, complaint: Complaint) => void;

/** A report that keeps what it is told in a list, each thing once. */
export function reportInto(problems: RuleProblem[]): Report {
  const known = new Set<string>();
  return (path, { code, message, fix }) => {
    const sentence = `${formatPath(path)} ${message}`.trim();
    if (known.has(sentence)) return;
    known.add(sentence);
    problems.push({ code, path, message: sentence, fix: fix ?? catalogue[code].fix });
  };
}

/** The report of what lies below a path. */
export function reportBelow(report: Report, ...prefix: FieldPath): Report {
  return (path, complaint) => {
    report([...prefix, ...path], complaint);
  };
}
