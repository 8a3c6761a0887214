// What the API server assumes where a webhook configuration says nothing.
const usualMilliseconds = 10_000;
// Kubernetes takes no longer timeoutSeconds; whoever else calls must not hold a review for ever.
const mostMilliseconds = 30_000;
// The rest is for the way there and back, and for the answer itself.
const share = 0.8;

/** API servers send the same few URLs; strangers choose theirs. */
const mostUrls = 32;
const known = new Map<string, number>();

/** Milliseconds that a review may take, by the `?timeout=` that the API server adds to the URL. */
export function budgetOf(url: string): number {
  let budget = known.get(url);
  if (budget === undefined) {
    budget = readBudget(url);
    if (known.size < mostUrls) known.set(url, budget);
  }
  return budget;
}

function readBudget(url: string): number {
  const timeout = new URLSearchParams(url.split('?', 2)[1]).get('timeout') ?? '';
  const [, number, unit] = /^(\d{1,6}(?:\.\d+)?)(ms|s)$/.exec(timeout) ?? [];
  if (number === undefined) return usualMilliseconds * share;
  const milliseconds = Number(number) * (unit === 's' ? 1000 : 1);
  return Math.min(milliseconds, mostMilliseconds) * share;
}
