import { runService } from "../platform/service.ts";
import { customersService } from "./service.ts";

await runService(customersService);
