import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type JsonObject, TercetError } from "../../../contracts/index.ts";

const contentSchema = z.record(z.string(), z.json());

/** Reads a content's file; undefined where there is none. Throws `TercetError` (`contract`) where it is no JSON object. */
export async function readContentFile(file: string): Promise<JsonObject | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return contentSchema.parse(JSON.parse(text)) as JsonObject;
  } catch (cause) {
    throw new TercetError("contract", `${file} is damaged: it is no JSON object; restore it from version control.`, {
      place: { file },
      cause,
    });
  }
}
