import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("business-validation");
