import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("output-validation");
