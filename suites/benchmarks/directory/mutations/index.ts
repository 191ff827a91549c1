import type { Mutation } from "./mutation.ts";
import { bodyMutations } from "./of-bodies.ts";
import { operationMutations } from "./of-operations.ts";
import { parameterMutations } from "./of-parameters.ts";

/** All kinds, in the order of the table. */
export const mutations: readonly Mutation[] = [...operationMutations, ...parameterMutations, ...bodyMutations];
