import type { InjectionSettings } from '../../src/core/injection/injection-settings.ts';
import { KubeClient } from '../kube/kube-client.ts';
import type { Logger } from '../observe/logger.ts';
import { credentialsRoute } from './admission/credentials-route.ts';
import type { ReviewRoute } from './admission/review-route.ts';
import { ClusterKnowledge } from './cluster/cluster-knowledge.ts';
import { AdmissionEvents } from './events/admission-events.ts';
import { FirstLook, type FirstLookOptions } from './first-look.ts';
import { RulesMetrics } from './metrics/rules-metrics.ts';
import { durationBounds, WebhookMetrics } from './metrics/webhook-metrics.ts';
import { RulesInForce } from './rules/rules-in-force.ts';
import { rulesRoute } from './rules/rules-route.ts';
import { validationRoute } from './rules/validation-route.ts';
import type { WebhookConfig } from './webhook-config.ts';

/** Where reviews are sent to, and what stands behind it. */
export interface Routes {
  /** By path. */
  readonly routes: ReadonlyMap<string, ReviewRoute>;
  readonly metrics: WebhookMetrics;
  /** What is waited for before the first review; undefined: nothing any more. */
  readonly notReady: () => string | undefined;
  /** Asks the API server for nothing more. */
  readonly stop: () => Promise<void>;
}

const usualFirstLook = 30_000;

/** Starts to watch what the answers rest on, as far as there is an API server to ask. */
export function createRoutes(config: WebhookConfig, logger: Logger): Routes {
  const client = config.kubernetes && new KubeClient(config.kubernetes);
  return client === undefined
    ? routesWithoutCluster(config.settings, logger)
    : routesInCluster(client, config, logger);
}

function routesWithoutCluster(settings: InjectionSettings, logger: Logger): Routes {
  const metrics = new WebhookMetrics();
  const credentials = credentialsRoute({ settings, cluster: undefined, metrics, logger });
  return {
    routes: new Map([['/mutate/credentials', credentials]]),
    metrics,
    notReady: () => undefined,
    stop: () => Promise.resolve(),
  };
}

function routesInCluster(client: KubeClient, config: WebhookConfig, logger: Logger): Routes {
  const { settings, annotationsCopied = false, usesRules = false } = config;
  const { firstLookMilliseconds = usualFirstLook } = config;
  const rulesMetrics = new RulesMetrics(durationBounds, () => rules?.counts);
  const onChange = (keys: readonly string[]): void => {
    rulesMetrics.keepRules(keys);
  };
  const rules = usesRules
    ? new RulesInForce({ client, settings, logger, firstLookMilliseconds, onChange })
    : undefined;
  const metrics = new WebhookMetrics(rules && rulesMetrics.all);
  const { warnings } = metrics;
  const { compatibility } = settings;
  const knowledge = { client, logger, metrics, compatibility, annotationsCopied };
  const cluster = new ClusterKnowledge(knowledge);
  const events = new AdmissionEvents({ client, logger, metrics });
  const routes = new Map([
    ['/mutate/credentials', credentialsRoute({ settings, cluster, metrics, logger, events })],
  ]);
  if (rules !== undefined) {
    const common = { rules, settings, metrics: rulesMetrics, logger };
    routes.set('/mutate/rules', rulesRoute({ ...common, namespaces: cluster, warnings, events }));
    routes.set('/validate/rules', validationRoute({ ...common, client }));
  }
  const firstLook = new FirstLook({
    logger,
    milliseconds: firstLookMilliseconds,
    needs: needsOf(cluster, rules),
  });
  return {
    routes,
    metrics,
    notReady: () => firstLook.problem,
    stop: async () => {
      firstLook.stop();
      await Promise.all([cluster.stop(), rules?.stop(), events.stop()]);
      client.close();
    },
  };
}

/** What cannot be asked for pod by pod; ServiceAccounts can. */
function needsOf(
  cluster: ClusterKnowledge,
  rules: RulesInForce | undefined,
): FirstLookOptions['needs'] {
  const namespaces = (): boolean => cluster.knowsNamespaces;
  return rules === undefined
    ? { namespaces }
    : { namespaces, 'injection rules': () => rules.ready !== undefined };
}
