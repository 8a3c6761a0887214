import type { Admission } from './admission.ts';
import type { AdmissionRequest } from './admission-review.ts';
import type { AnsweredAdmission } from './record-admission.ts';

/** What becomes of the reviews that API servers send to one path. */
export interface ReviewRoute {
  /**
   * Answers a request, at once where there is nobody to ask; never throws, never rejects.
   * @param deadline of performance.now(); beyond it nobody waits for the answer
   */
  review(request: AdmissionRequest, deadline: number): Admission | Promise<Admission>;
  /** Counts and logs, once the answer is sent. */
  record(answered: AnsweredAdmission): void;
}
