import type { CaId } from './rotation-observation.ts';

/** One thing to do; after each the world is looked at again. */
export type RotationStep =
  | { readonly kind: 'make-next' }
  /** The trust anchor takes the CA that is to stay beside what it holds and is still valid. */
  | { readonly kind: 'trust'; readonly ca: CaId; readonly beside: readonly CaId[] }
  /** The CA that signs goes into this slot, too, before another takes its place. */
  | { readonly kind: 'keep'; readonly slot: 'next' | 'previous' }
  /** The CA of this slot becomes the one that signs. */
  | { readonly kind: 'sign-with'; readonly slot: 'next' | 'previous' }
  | { readonly kind: 'reissue' }
  /** Without a cluster: what its owner has to do before the rotation can go on. */
  | { readonly kind: 'reissue-by-hand' }
  | { readonly kind: 'await-agents' }
  /** The trust anchor holds no other CA any more. */
  | { readonly kind: 'trust-only'; readonly ca: CaId }
  | { readonly kind: 'delete'; readonly slot: 'next' | 'previous' };
