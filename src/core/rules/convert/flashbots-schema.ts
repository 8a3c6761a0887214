import * as z from 'zod';

/** A text, whatever YAML would make of it; absent where nothing is written. */
const text = z.string();

const number = z.string().transform((written, context) => {
  // YAML 1.1: a number that begins with 0 is octal.
  const value = /^-?0o?[0-7]+$/.test(written)
    ? Number.parseInt(written.replace('o', ''), 8)
    : Number(written);
  if (Number.isInteger(value)) return value;
  context.addIssue({ code: 'custom', message: 'must be a whole number' });
  return z.NEVER;
});

const boolean = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((written) => written === 'true');

const texts = z.record(z.string(), text);

const expression = z.strictObject({
  key: text.optional(),
  operator: text.optional(),
  values: z.array(text).optional(),
});

const selector = z.strictObject({
  matchLabels: texts.optional(),
  matchExpressions: z.array(expression).optional(),
});

const volumeMount = z.strictObject({
  name: text.optional(),
  mountPath: text.optional(),
  subPath: text.optional(),
  subPathExpr: text.optional(),
  readOnly: boolean.optional(),
  recursiveReadOnly: text.optional(),
  mountPropagation: text.optional(),
});

const port = z.strictObject({
  name: text.optional(),
  hostPort: number.optional(),
  containerPort: number.optional(),
  protocol: text.optional(),
  hostIP: text.optional(),
});

const container = z.strictObject({
  name: text.optional(),
  image: text.optional(),
  command: z.array(text).optional(),
  args: z.array(text).optional(),
  ports: z.array(port).optional(),
  resources: z.strictObject({ limits: texts.optional(), requests: texts.optional() }).optional(),
  volumeMounts: z.array(volumeMount).optional(),
});

const term = z.strictObject({
  matchExpressions: z.array(expression).optional(),
  matchFields: z.array(expression).optional(),
});

const affinity = z.strictObject({
  nodeAffinity: z
    .strictObject({
      requiredDuringSchedulingIgnoredDuringExecution: z
        .strictObject({ nodeSelectorTerms: z.array(term).optional() })
        .optional(),
    })
    .optional(),
});

const toleration = z.strictObject({
  key: text.optional(),
  operator: text.optional(),
  value: text.optional(),
  effect: text.optional(),
  tolerationSeconds: number.optional(),
});

const item = z.strictObject({
  key: text.optional(),
  path: text.optional(),
  mode: number.optional(),
});

const configMap = z.strictObject({
  name: text.optional(),
  defaultMode: number.optional(),
  items: z.array(item).optional(),
  optional: boolean.optional(),
});

const inject = z.strictObject({
  name: text.optional(),
  maxIterations: number.optional(),
  labelSelector: selector.optional(),
  namespaceSelector: selector.optional(),
  labels: texts.optional(),
  affinity: affinity.optional(),
  containers: z.array(container).optional(),
  tolerations: z.array(toleration).optional(),
  volumes: z
    .array(z.strictObject({ name: text.optional(), configMap: configMap.optional() }))
    .optional(),
  volumeMounts: z.array(volumeMount).optional(),
});

/**
 * The configuration of flashbots/kube-sidecar-injector 0.0.14, after YAML that makes text of every
 * value: each is then read as the type that it has there.
 */
export const flashbotsSchema = z.strictObject({
  inject: z.array(inject).optional(),
  // The process of the injector: read by it, and of no use to rules.
  k8s: z.unknown().optional(),
  log: z.unknown().optional(),
  server: z.unknown().optional(),
});

export type FlashbotsConfiguration = z.infer<typeof flashbotsSchema>;

export type FlashbotsInject = z.infer<typeof inject>;
