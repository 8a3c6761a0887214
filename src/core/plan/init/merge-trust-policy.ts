interface Policy {
  readonly Statement?: unknown;
}

interface Statement {
  readonly Sid?: unknown;
}

/** Puts our statements, known by their Sid, into a trust policy; statements of others stay as they are. */
export function mergeTrustPolicy(before: string, ours: Policy): string {
  const present = JSON.parse(before) as Policy;
  const wanted = statements(ours);
  const sids = new Set(wanted.map(({ Sid }) => Sid));
  const others = statements(present).filter(({ Sid }) => Sid === undefined || !sids.has(Sid));
  const merged = { ...present, Statement: [...others, ...wanted] };
  const normalised = { ...present, Statement: statements(present) };
  return canonical(merged) === canonical(normalised) ? before : JSON.stringify(merged);
}

function statements(policy: Policy): Statement[] {
  const { Statement: found } = policy;
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]) as Statement[];
}

/** IAM gives back keys and lists in an order of its own, and a list of one as that one. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical).sort();
    return items.length === 1 ? (items[0] ?? '') : `[${items.join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`,
  );
  return `{${entries.sort().join(',')}}`;
}
