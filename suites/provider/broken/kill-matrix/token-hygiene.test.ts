import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("token-hygiene");
