const milliseconds = 1000;

/** When requests are sent; of times of performance.now(). */
export interface Pace {
  /** When the next request is, or was, due; undefined: none is now. */
  readonly next: () => number | undefined;
  readonly isOver: () => boolean;
}

/** A request is always due, for a second. */
export function withoutPause(): Pace {
  const end = performance.now() + milliseconds;
  return { next: () => performance.now(), isOver: () => performance.now() >= end };
}

/** So many requests, evenly spaced over a second. */
export function evenly(requests: number): Pace {
  const begin = performance.now();
  let sent = 0;
  return {
    next: () => {
      const due = begin + (sent * milliseconds) / requests;
      if (due > performance.now()) return undefined;
      sent += 1;
      return due;
    },
    isOver: () => sent >= requests,
  };
}
