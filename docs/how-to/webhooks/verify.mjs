// Verifies a webhook of the CRM with nothing but Node.js (Standard Webhooks 1.0).
//   node verify.mjs SECRET ID TIMESTAMP SIGNATURES < body     # exits with 0 when it is genuine
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const TOLERANCE_SECONDS = 5 * 60;

/** body: the bytes as they came, before any JSON is parsed. */
export function isGenuine(secret, id, timestamp, signatures, body, now = Date.now() / 1000) {
  if (!(Math.abs(now - Number(timestamp)) <= TOLERANCE_SECONDS)) {
    return false;
  }
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const expected = Buffer.from("v1," + createHmac("sha256", key).update(content).digest("base64"));
  return signatures.split(" ").some((each) => {
    const given = Buffer.from(each);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [secret, id, timestamp, signatures] = process.argv.slice(2);
  process.exit(isGenuine(secret, id, timestamp, signatures, readFileSync(0)) ? 0 : 1);
}
