import type { Clock } from '../clock.ts';
import type { Post } from './post.ts';

/** Sends as `post` does, and tells how many seconds each request took, whatever came of it. */
export function timedPost(
  post: Post,
  clock: Pick<Clock, 'monotonic'>,
  onEnd: (seconds: number) => void,
): Post {
  return async (request, signal) => {
    const start = clock.monotonic();
    try {
      return await post(request, signal);
    } finally {
      onEnd((clock.monotonic() - start) / 1000);
    }
  };
}
