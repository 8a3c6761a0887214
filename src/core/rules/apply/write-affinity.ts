import { covers } from '../../injection/covers.ts';
import { affinityList } from '../draft/affinity-draft.ts';
import { andNodeTerms } from './and-node-terms.ts';
import type { Candidate } from './candidate.ts';
import { nameOf, type PlanCall, refuse, warn } from './plan-call.ts';
import { writeUnkeyed } from './write-list.ts';

/** Alternatives multiply with each rule that has some; the API server and etcd have to hold them. */
const mostNodeTerms = 100;

/** Adds affinity, by which a pod may run on fewer nodes than before, and never on more. */
export function writeAffinity(call: PlanCall, writer: Candidate): void {
  const { nodeTerms, affinityLists } = writer.parts;
  const { affinity } = call.draft;
  if (nodeTerms.length > 0) writeNodeTerms(call, writer);
  for (const { place, terms } of affinityLists) {
    writeUnkeyed(call, writer, { draft: affinityList(affinity, place), isSame: covers }, terms);
  }
}

function writeNodeTerms(call: PlanCall, writer: Candidate): void {
  const { affinity } = call.draft;
  const terms = andNodeTerms(affinity.nodeTerms, writer.parts.nodeTerms);
  if (terms.length <= mostNodeTerms) {
    affinity.nodeTerms = terms;
    return;
  }
  const message = `${nameOf(writer)} cannot add its node affinity: with that of the pod it would have ${terms.length} alternatives, and ${mostNodeTerms} are the most`;
  if (writer.rule.onConflict === 'fail') refuse(call, message);
  else warn(call, 'IAMRA335', message);
}
