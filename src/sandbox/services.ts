import type { IncomingMessage } from "node:http";
import { type Action, actions as stsActions } from "./actions.ts";
import { iamActions } from "./iam.ts";

interface Service {
  /** The only version of its API that there is. */
  readonly version: string;
  /** The XML namespace of its answers. */
  readonly namespace: string;
  readonly actions: Readonly<Record<string, Action>>;
}

/** The services that answer here, told apart by the scope of a request's signature. */
export const services = {
  sts: service("sts", "2011-06-15", stsActions),
  iam: service("iam", "2010-05-08", iamActions),
} as const;

export type ServiceName = keyof typeof services;

export function isService(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}

/** The namespace of a refusal: that of the service the request was for, as far as it says, else STS's. */
export function namespaceOf({ headers }: IncomingMessage): string {
  const [, name = ""] = /Credential=(?:[^/,]*\/){3}([^/,]*)/.exec(headers.authorization ?? "") ?? [];
  return services[isService(name) ? name : "sts"].namespace;
}

function service(name: string, version: string, actions: Service["actions"]): Service {
  return { version, namespace: `https://${name}.amazonaws.com/doc/${version}/`, actions };
}
