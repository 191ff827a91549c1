import { decodeUtf8 } from "../body.ts";
import { parseContentType } from "../content-type.ts";

/** The first bytes of common formats, in hexadecimal; `..` stands for any byte. */
const signatures: readonly (readonly [mediaType: string, start: string])[] = [
  ["image/jpeg", "ffd8ff"],
  ["image/png", "89504e470d0a1a0a"],
  ["image/gif", "474946383761"],
  ["image/gif", "474946383961"],
  ["image/webp", "52494646........57454250"],
  ["image/bmp", "424d"],
  ["image/tiff", "49492a00"],
  ["image/tiff", "4d4d002a"],
  ["image/x-icon", "00000100"],
  ["image/vnd.microsoft.icon", "00000100"],
  ["image/avif", "........6674797061766966"],
  ["image/heic", "........6674797068656963"],
  ["application/pdf", "255044462d"],
  ["application/zip", "504b0304"],
  ["application/zip", "504b0506"],
  ["application/gzip", "1f8b"],
  ["application/x-gzip", "1f8b"],
  ["application/x-bzip2", "425a68"],
  ["application/x-7z-compressed", "377abcaf271c"],
  ["application/x-xz", "fd377a585a00"],
  ["application/zstd", "28b52ffd"],
  ["application/vnd.rar", "526172211a07"],
  ["application/wasm", "0061736d"],
  ["application/x-executable", "7f454c46"],
  ["application/vnd.sqlite3", "53514c69746520666f726d6174203300"],
  ["application/ogg", "4f676753"],
  ["audio/ogg", "4f676753"],
  ["audio/mpeg", "494433"],
  ["audio/mpeg", "fffb"],
  ["audio/x-wav", "52494646........57415645"],
  ["audio/wav", "52494646........57415645"],
  ["audio/x-flac", "664c6143"],
  ["audio/flac", "664c6143"],
  ["video/mp4", "........66747970"],
  ["video/webm", "1a45dfa3"],
  ["video/x-matroska", "1a45dfa3"],
  ["video/x-msvideo", "52494646........41564920"],
  ["font/woff", "774f4646"],
  ["font/woff2", "774f4632"],
];

/** Office documents and archives of Java are ZIP files. */
const zipped =
  /^application\/(?:vnd\.openxmlformats-officedocument\..+|vnd\.oasis\.opendocument\..+|java-archive|epub\+zip)$/;

/**
 * What the bytes look like, by their first bytes or, for text, by how it begins. Several names where one form has several;
 * empty where nothing is known of them.
 */
export function detectContentTypes(bytes: Uint8Array): readonly string[] {
  const start = Array.from(bytes.subarray(0, 24), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const binary = signatures.filter(([, signature]) => new RegExp(`^${signature}`).test(start)).map(([name]) => name);
  if (binary.length > 0) return binary;
  const text = decodeUtf8(bytes);
  return text === undefined ? ["application/octet-stream"] : detectText(text);
}

/** True where the bytes can be of the media type; parameters are not looked at. */
export function looksLike(bytes: Uint8Array, contentType: string): boolean {
  const { essence } = parseContentType(contentType);
  const detected = detectContentTypes(bytes);
  return detected.includes(essence) || (zipped.test(essence) && detected.includes("application/zip"));
}

function detectText(text: string): readonly string[] {
  if (/^\s*<\?xml\b/i.test(text))
    return ["application/xml", "text/xml", ...(/<svg\b/.test(text) ? ["image/svg+xml"] : [])];
  if (/^\s*<(?:!doctype html|html)\b/i.test(text)) return ["text/html"];
  if (/^\s*<svg\b/.test(text)) return ["image/svg+xml", "application/xml", "text/xml"];
  if (/^\s*<[a-z]/i.test(text)) return ["application/xml", "text/xml"];
  return isJsonText(text) ? ["application/json"] : ["text/plain", "text/csv"];
}

function isJsonText(text: string): boolean {
  if (!/^\s*(?:[[{"]|true\b|false\b|null\b|-?\d)/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
