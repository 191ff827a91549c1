import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("leaves-no-track");
