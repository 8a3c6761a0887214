import { catalogue } from '../../../src/core/errors/catalogue.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { EventText } from '../../kube/events/cluster-event.ts';
import type { LogFields } from '../../observe/logger.ts';
import { describeDrift } from './describe-drift.ts';
import type { DriftReport } from './drift-report.ts';

/** What is to be said, in the log and as an Event. */
export interface News {
  readonly event: EventText;
  readonly log: LogFields;
}

/** Remembers what was said of drift, so that only what begins, changes or ends is said. */
export class DriftMemory {
  #drift: string | undefined;
  #failure: string | undefined;

  /** What is new in the result of a look. */
  learn(result: DriftReport | IamraError): News[] {
    return IamraError.is(result) ? this.#learnFailure(result) : this.#learnReport(result);
  }

  forget(): void {
    this.#drift = undefined;
    this.#failure = undefined;
  }

  #learnFailure({ code, message, fix }: IamraError): News[] {
    const isNew = this.#failure !== code;
    this.#failure = code;
    if (!isNew) return [];
    const text = `${code} Drift detection fails: ${message.replace(/\.?$/, '.')} Fix: ${fix}`;
    return [{ event: { type: 'Warning', reason: code, message: text }, log: { code, fix } }];
  }

  #learnReport(report: DriftReport): News[] {
    const news: News[] = [];
    if (this.#failure !== undefined) {
      const message = 'Drift detection sees AWS again.';
      news.push({ event: { type: 'Normal', reason: 'DriftDetectionRecovered', message }, log: {} });
      this.#failure = undefined;
    }
    return [...news, ...this.#learnDrift(report)];
  }

  #learnDrift({ drifted }: DriftReport): News[] {
    const before = this.#drift;
    const now = drifted.length === 0 ? undefined : JSON.stringify(drifted);
    this.#drift = now;
    if (before === now) return [];
    if (now === undefined) {
      const message = 'AWS is again as iamra.yaml says.';
      return [{ event: { type: 'Normal', reason: 'DriftEnded', message }, log: {} }];
    }
    const code = 'IAMRA280';
    const { fix } = catalogue[code];
    const message = `${code} ${describeDrift(drifted)} Fix: ${fix}`;
    return [
      {
        event: { type: 'Warning', reason: code, message },
        log: { code, fix, resources: drifted },
      },
    ];
  }
}
