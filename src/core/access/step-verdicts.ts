import { catalogue, type IamraCode } from '../errors/catalogue.ts';
import type { StepVerdict } from './access-step.ts';

export function passed(detail: string): StepVerdict {
  return { outcome: 'pass', detail };
}

export function skipped(detail: string): StepVerdict {
  return { outcome: 'skip', detail };
}

/** Refused for good, with the catalogue's fix where no closer one is given. */
export function refused(code: IamraCode, detail: string, fix?: string): StepVerdict {
  return { outcome: 'fail', detail, code, fix: fix ?? catalogue[code].fix };
}
