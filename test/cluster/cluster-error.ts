/** Says in one sentence what keeps the test cluster from working, and how to get on. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}
