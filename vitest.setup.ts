import fc from "fast-check";

/** Property tests repeat themselves; `FC_SEED=random` (or a number) explores further. */
const asked = process.env.FC_SEED ?? "20161103";
if (asked !== "random") fc.configureGlobal({ seed: Number(asked) });
