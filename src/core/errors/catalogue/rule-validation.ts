import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 340 to 359: injection rules that are refused before they could touch a pod. */
export const ruleValidationCatalogue = {
  IAMRA340: {
    title: 'An injection rule has a field that Kubernetes does not know.',
    exit: exitCode.usage,
    fix: 'rename or remove the field; docs/rules.md lists those of a rule',
  },
  IAMRA341: {
    title: 'A value in an injection rule has the wrong type.',
    exit: exitCode.usage,
    fix: 'write a value of the type that the message names',
  },
  IAMRA342: {
    title: 'An injection rule lacks a field that must be there.',
    exit: exitCode.usage,
    fix: 'add the field that the message names',
  },
  IAMRA343: {
    title: 'A value in an injection rule is one that Kubernetes refuses.',
    exit: exitCode.usage,
    fix: 'write a value as the message describes it',
  },
  IAMRA344: {
    title: 'An injection rule uses a name, port or path twice.',
    exit: exitCode.usage,
    fix: 'rename or remove one of the two',
  },
  IAMRA345: {
    title: 'An injection rule mounts a volume that it does not have.',
    exit: exitCode.usage,
    fix: 'add the volume to spec.volumes, or correct its name',
  },
  IAMRA346: {
    title: 'Fields of an injection rule exclude one another, or one of several is needed.',
    exit: exitCode.usage,
    fix: 'keep exactly one of the fields that the message names',
  },
  IAMRA347: {
    title: 'Resources in an injection rule are not ones that Kubernetes takes.',
    exit: exitCode.usage,
    fix: 'write a quantity like 100m or 64Mi, with requests no higher than limits',
  },
  IAMRA348: {
    title: 'A field does not fit into every pod, so no injection rule may have it.',
    exit: exitCode.usage,
    fix: 'remove the field',
  },
  IAMRA349: {
    title: 'An injection rule has a template that iamra does not fill in.',
    exit: exitCode.usage,
    fix: 'use {{namespace}}, {{pod}} or {{serviceAccount}}, or no template',
  },
  IAMRA350: {
    title: 'An injection rule takes a name that belongs to iamra.',
    exit: exitCode.usage,
    fix: 'choose another name',
  },
  IAMRA351: {
    title: 'A selector in an injection rule is not one that Kubernetes takes.',
    exit: exitCode.usage,
    fix: 'correct the requirement that the message names',
  },
  IAMRA352: {
    title: 'An injection rule is for a namespace in which iamra changes no pod.',
    exit: exitCode.usage,
    fix: 'choose another namespace; excludedNamespaces of the chart lists those left alone',
  },
  IAMRA353: {
    title: 'An injection rule injects nothing.',
    exit: exitCode.usage,
    fix: 'give it something to inject, or delete it',
  },
  IAMRA354: {
    title: 'Two injection rules fight over the same target.',
    exit: exitCode.usage,
    fix: 'give them different spec.order, or selectors that no pod matches both of',
  },
  IAMRA355: {
    title: 'The object is no injection rule of this version.',
    exit: exitCode.usage,
    fix: 'write apiVersion: iamra.dev/v1alpha1 and kind: InjectionRule or ClusterInjectionRule',
  },
  IAMRA356: {
    title: 'An injection rule is too large.',
    exit: exitCode.usage,
    fix: 'make several rules of it, or put long texts into a ConfigMap that it mounts',
  },
  IAMRA357: {
    title: 'As many injection rules are in force as may be.',
    exit: exitCode.usage,
    fix: 'put what several rules give to the same pods into one rule, or delete those that nobody needs',
  },
  IAMRA358: {
    title: 'A list or a map in an injection rule is too long.',
    exit: exitCode.usage,
    fix: 'make several rules of it, or put variables into a ConfigMap that envFrom names',
  },
} as const satisfies Record<string, CatalogueEntry>;
