import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("stateless");
