import type { Refusal } from "./refusal.ts";

/** An element's content: text, or elements in order; a list repeats its element. Undefined ones are left out. */
export type Content = string | { readonly [element: string]: Content | readonly Content[] | undefined };

/** The XML of a success, as the Query protocol wraps it. */
export function renderAnswer(namespace: string, action: string, result: Content, requestId: string): string {
  const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return `<${action}Response xmlns="${namespace}">${render(body, 1)}\n</${action}Response>\n`;
}

/** The XML of a refusal. Type is Sender for a 4xx, Receiver for AWS's own fault. */
export function renderRefusal(
  namespace: string,
  { status, code, message }: Refusal,
  requestId: string,
): string {
  const body = {
    Error: { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message },
    RequestId: requestId,
  };
  return `<ErrorResponse xmlns="${namespace}">${render(body, 1)}\n</ErrorResponse>\n`;
}

function render(content: Content, depth: number): string {
  if (typeof content === "string") return escapeXml(content);
  const indent = `\n${"  ".repeat(depth)}`;
  return Object.entries(content)
    .flatMap(([name, inner]) => [inner ?? []].flat().map((each) => ({ name, inner: each })))
    .map(({ name, inner }) => {
      const end = typeof inner === "string" ? "" : indent;
      return `${indent}<${name}>${render(inner, depth + 1)}${end}</${name}>`;
    })
    .join("");
}

function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}
