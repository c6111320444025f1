import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "./refusal.ts";

/** Something that goes wrong on purpose. Each matches one request, or `times` of them, and is then gone. */
export interface Fault {
  /** Only this action; undefined: any. */
  readonly action?: string;
  /** How many requests it hits; 1 if not given. */
  readonly times?: number;
  /** Waits before answering. */
  readonly latencyMilliseconds?: number;
  /** Answers with this status and error code instead of doing anything: `{status: 400, code: "Throttling"}`, `{status: 503, code: "ServiceUnavailable"}`. */
  readonly refuse?: { readonly status: number; readonly code: string; readonly message?: string };
  /** Does what was asked, then spoils the answer on its way. */
  readonly answer?: "truncated" | "not-xml" | "empty" | "dropped";
  /** Breaks the connection without having done anything. */
  readonly unheard?: boolean;
}

/** Faults in waiting, first in first out. */
export class Faults {
  private readonly waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** The fault for this request, if one is due. */
  take(action: string): Fault | undefined {
    const index = this.waiting.findIndex(
      ({ fault }) => fault.action === undefined || fault.action === action,
    );
    const due = this.waiting[index];
    if (!due) return undefined;
    due.left -= 1;
    if (due.left <= 0) this.waiting.splice(index, 1);
    return due.fault;
  }
}

/** What a fault does before the request is looked at. Throws the refusal it asks for. */
export async function beforeAction(fault: Fault | undefined): Promise<void> {
  if (fault?.latencyMilliseconds) await delay(fault.latencyMilliseconds);
  if (!fault?.refuse) return;
  const { status, code, message } = fault.refuse;
  throw new Refusal(
    status,
    code,
    message ?? (code === "Throttling" ? "Rate exceeded" : "Injected by the sandbox"),
  );
}

/** Sends the answer, spoilt as the fault says. */
export function send(response: ServerResponse, body: string, spoil: Fault["answer"]): void {
  if (spoil === "dropped") {
    response.destroy();
  } else if (spoil === "truncated") {
    // The length promises more than comes.
    response.setHeader("Content-Length", Buffer.byteLength(body));
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  } else if (spoil === "not-xml") {
    response.setHeader("Content-Type", "text/html");
    response.end("<html><body><h1>502 Bad Gateway</h1><p>a proxy's page");
  } else {
    response.end(spoil === "empty" ? "" : body);
  }
}
