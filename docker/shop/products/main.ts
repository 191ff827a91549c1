import { runService } from "../platform/service.ts";
import { productsService } from "./service.ts";

await runService(productsService);
