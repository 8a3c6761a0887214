import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { Clock } from '../../agent/clock.ts';
import type { Logger } from '../../observe/logger.ts';
import type { DriftEvents } from './drift-events.ts';
import { DriftMemory } from './drift-memory.ts';
import type { DriftMetrics, DriftRun } from './drift-metrics.ts';
import type { DriftReport } from './drift-report.ts';
import { type DriftPauses, firstPause, nextPause } from './drift-schedule.ts';

export interface DriftDetectionOptions {
  readonly pauses: DriftPauses;
  /** Compares AWS with iamra.yaml, and only reads. */
  readonly look: (signal: AbortSignal) => Promise<DriftReport>;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: DriftMetrics;
  readonly events: DriftEvents;
}

// The SDK waits for ever for a service that takes a request and says nothing.
const longestLook = 15 * 60_000;

/** Looks for drift again and again while this process leads, and tells what is new. */
export class DriftDetection {
  readonly #options: DriftDetectionOptions;
  readonly #memory = new DriftMemory();
  #turn: AbortController | undefined;
  #cancelTimer: (() => void) | undefined;
  #failures = 0;

  constructor(options: DriftDetectionOptions) {
    this.#options = options;
  }

  start(): void {
    const turn = new AbortController();
    this.#turn = turn;
    const { pauses, random } = this.#options;
    this.#after(firstPause(pauses, random()), turn);
  }

  /** Forgets what was seen: another process looks from now on. What is under way only reads, and is left to end. */
  stop(): void {
    this.#turn?.abort();
    this.#turn = undefined;
    this.#cancelTimer?.();
    this.#failures = 0;
    this.#memory.forget();
    this.#options.metrics.forget();
  }

  #after(milliseconds: number, turn: AbortController): void {
    this.#cancelTimer = this.#options.clock.after(milliseconds, () => {
      void this.#run(turn);
    });
  }

  async #run(turn: AbortController): Promise<void> {
    const { clock, pauses, random, metrics, logger } = this.#options;
    const start = clock.monotonic();
    const result = await this.#look(turn.signal);
    if (turn.signal.aborted) return;
    const milliseconds = clock.monotonic() - start;
    const run: DriftRun = { endedAt: clock.now(), milliseconds, result };
    metrics.record(run);
    this.#failures = IamraError.is(result) ? this.#failures + 1 : 0;
    const pause = nextPause(pauses, this.#failures, random());
    this.#after(pause, turn);
    const nextInSeconds = Math.round(pause / 1000);
    logger.info('compared AWS with iamra.yaml', { ...summary(run), nextInSeconds });
    await this.#tell(result, turn.signal);
  }

  async #look(signal: AbortSignal): Promise<DriftReport | IamraError> {
    const { look, clock } = this.#options;
    let cancel: (() => void) | undefined;
    const timeout = new Promise<IamraError>((resolve) => {
      cancel = clock.after(longestLook, () => {
        const minutes = longestLook / 60_000;
        resolve(new IamraError('IAMRA205', `AWS did not answer within ${minutes} minutes.`));
      });
    });
    try {
      return await Promise.race([look(signal), timeout]);
    } catch (error) {
      return IamraError.is(error) ? error : unforeseen(error);
    } finally {
      cancel?.();
    }
  }

  async #tell(result: DriftReport | IamraError, signal: AbortSignal): Promise<void> {
    const { logger, events } = this.#options;
    for (const { event, log } of this.#memory.learn(result)) {
      if (event.type === 'Warning') logger.warn(event.message, log);
      else logger.info(event.message, log);
      await events.tell(event, signal);
    }
  }
}

function summary({ milliseconds, result }: DriftRun): Readonly<Record<string, unknown>> {
  const duration = { milliseconds: Math.round(milliseconds) };
  if (IamraError.is(result)) return { ...duration, code: result.code, problem: result.message };
  return { ...duration, compared: result.compared, drifted: result.drifted.length };
}

function unforeseen(cause: unknown): IamraError {
  return new IamraError('IAMRA282', `Looking at AWS failed: ${errorMessage(cause)}.`, { cause });
}
