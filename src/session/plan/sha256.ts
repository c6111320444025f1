import { sha256 as hash } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * The SHA-256 of a text's UTF-8, as 64 hex digits. Not Node's: `node:crypto` brings Node's streams along, which costs a fifth of a start,
 * and all that a start hashes is the kilobyte that names a stored session.
 */
export function sha256(text: string): string {
  return bytesToHex(hash(utf8ToBytes(text)));
}
